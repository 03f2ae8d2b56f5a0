import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { at, complaints, launch, logIn, newTab, visit } from "./browser";
import { api, Customer, emptyDesk, kill, until } from "./system";

let browser: Browser;

beforeAll(async () => {
  browser = await launch();
});

afterAll(async () => {
  await browser.close();
});

beforeEach(emptyDesk);

afterEach(async () => {
  await Promise.all(browser.contexts().map((context) => context.close()));
  await emptyDesk();
});

test("an agent serves a customer by keyboard alone", async () => {
  const customer = new Customer();
  const page = await visit(browser);
  await logIn(page, "agent1");
  await page.locator(".presence").waitFor();
  await page.keyboard.press("Alt+KeyR");
  await page.locator(".presence .dot.ready").waitFor();
  await customer.writes("Hello, my invoice is wrong");

  const offer = page.locator(".offer");
  await offer.waitFor();
  expect(await offer.locator("details p").textContent()).toContain("agent1");
  await page.keyboard.press("Alt+KeyA");
  await page.locator(".bubble.inbound", { hasText: "my invoice is wrong" }).waitFor();

  await page.keyboard.type("Sorry about that, I am looking into it.");
  await page.keyboard.press("Enter");
  await page.locator(".bubble.outbound .delivery.delivered").waitFor();
  expect(await customer.received()).toEqual(["Sorry about that, I am looking into it."]);

  await page.keyboard.press("Alt+KeyE");
  await page.locator(".thread-header .badge", { hasText: "Resolved" }).waitFor();
  expect(await customer.ticket()).toMatchObject({ status: "resolved", assignee: "agent1" });
  expect(complaints).toEqual([]);
});

test("a service that dies in the middle of a burst loses nothing on the screen", async () => {
  const customer = new Customer();
  await customer.writes("message 0");
  const page = await at(browser, "agent1", `inbox/all/${(await customer.ticket()).id}`);
  await page.locator(".bubble.inbound").first().waitFor();

  const burst = 40;
  for (let number = 1; number <= burst; number++) {
    await customer.writes(`message ${number}`);
    if (number === burst / 2) {
      await kill("conversation-service");
    }
  }
  await page.locator(".bubble", { hasText: `message ${burst}` }).waitFor({ timeout: 90_000 });
  const texts = await page.evaluate(async () => {
    const log = document.querySelector(".thread-log")!;
    const found = new Set<string>();
    for (log.scrollTop = 0; ; log.scrollTop += log.clientHeight / 2) {
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
      log.querySelectorAll(".bubble .text").forEach((text) => found.add(text.textContent));
      if (log.scrollTop + log.clientHeight >= log.scrollHeight - 2) {
        return [...found];
      }
    }
  });
  expect(texts.sort()).toEqual(Array.from({ length: burst + 1 }, (_, number) => `message ${number}`).sort());
  await until("the banner is gone", async () => (await page.locator(".notice.stale").count()) === 0);
}, 120_000);

test("of two agents who answer at once one is told, and sees what is new", async () => {
  const customer = new Customer();
  await customer.writes("Where is my parcel?");
  const place = `inbox/all/${(await customer.ticket()).id}`;
  const [one, other] = await Promise.all([at(browser, "agent1", place), at(browser, "agent2", place)]);
  await Promise.all([one, other].map((page) => page.locator(".bubble.inbound").first().waitFor()));

  await other.locator("textarea").fill("It arrives today.");
  await one.locator(".viewers.writing", { hasText: "agent2" }).waitFor();

  // The second reply leaves the browser before the first is seen there, and arrives after it.
  let arrived: () => void = () => undefined;
  const first = new Promise<void>((resolve) => (arrived = resolve));
  await other.route("**/messages", async (route) => {
    await first;
    await route.continue();
  });
  await other.locator("textarea").focus();
  await other.keyboard.press("Enter");
  await one.locator("textarea").fill("It was sent yesterday.");
  await one.keyboard.press("Enter");
  await one.locator(".bubble.outbound .delivery", { hasText: "Delivered" }).waitFor();
  arrived();

  const told = other.locator(".bubble.movedOn");
  await told.waitFor();
  expect(await told.locator("blockquote").textContent()).toBe("It was sent yesterday.");
  expect(await customer.received()).toEqual(["It was sent yesterday."]);

  await told.getByRole("button", { name: "I have read it: send" }).click();
  await until("both arrived", async () => (await customer.received()).length === 2);
});

test("a draft outlives the tab, and goes when it is sent", async () => {
  const customer = new Customer();
  await customer.writes("Are you there?");
  const place = `inbox/all/${(await customer.ticket()).id}`;
  const page = await at(browser, "agent1", place);
  await page.locator("textarea").fill("Half a sen");
  await until("the draft is kept", () =>
    page.evaluate(
      () =>
        new Promise<boolean>((resolve) => {
          const open = indexedDB.open("threadline");
          open.onsuccess = () => {
            const count = open.result.transaction("drafts").objectStore("drafts").count();
            count.onsuccess = () => resolve(count.result > 0);
          };
        }),
    ),
  );
  await page.close({ runBeforeUnload: false });

  const next = await newTab(browser.contexts()[0]!, place);
  await until("the draft is back", async () => (await next.locator("textarea").inputValue()) === "Half a sen");
  await next.locator(".bubble.inbound").waitFor();
  await next.locator("textarea").fill("Half a sentence is done.");
  await next.keyboard.press("Enter");
  await next.locator(".bubble.outbound .delivery", { hasText: "Delivered" }).waitFor();
  await next.reload();
  await next.locator(".bubble.outbound").waitFor();
  expect(await next.locator("textarea").inputValue()).toBe("");
});

test("a message that fails says why in plain words, and can be sent again", async () => {
  const customer = new Customer();
  await customer.writes("Hello?");
  const page = await at(browser, "agent1", `inbox/all/${(await customer.ticket()).id}`);
  await page.locator(".bubble.inbound").waitFor();
  await api("admin", "POST", "/sim/faults", { channel: "sms", behaviour: "undelivered" });
  await page.locator("textarea").fill("Hello!");
  await page.keyboard.press("Enter");
  const failed = page.locator(".delivery.failed");
  await failed.waitFor();
  expect((await failed.textContent())!.length).toBeGreaterThan("Not delivered: ".length);
  await failed.getByRole("button", { name: "Send again" }).click();
  await page.locator(".delivery.delivered").waitFor();
});
