import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { at, launch, picture, visit, type Wishes } from "./browser";
import { Customer, emptyDesk, until } from "./system";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What axe finds against WCAG 2.2 AA, one line each. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  return page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run(what: Document, options: unknown): Promise<Found> } };
    interface Found {
      violations: { id: string; nodes: { html: string; failureSummary: string }[] }[];
    }
    const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
    const found = await axe.run(document, { runOnly: tags });
    return found.violations.flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.html.slice(0, 160)} (${node.failureSummary.split("\n")[1]})`),
    );
  });
}

const YIDDISH = "שלום, מײַן נומער איז +1 415 555 0188, זעט https://example.com/x?y=1 אַ דאַנק!";

let browser: Browser;
let ticket: string;

beforeAll(async () => {
  await emptyDesk();
  browser = await launch();
  const customer = new Customer();
  await customer.writes("Hello, my invoice is wrong");
  await customer.writes(YIDDISH, "whatsapp");
  ticket = (await customer.ticket()).id;
});

afterAll(async () => {
  await browser.close();
  await emptyDesk();
});

const thread = (wishes: Wishes) => at(browser, "agent1", `inbox/all/${ticket}`, wishes);

describe.each([
  ["en", "light"],
  ["yi", "dark"],
  ["en", "dark"],
  ["yi", "light"],
] as const)("in %s, %s", (language, theme) => {
  test("axe finds nothing", async () => {
    const page = await thread({ language, theme });
    await page.locator(".bubble.inbound").nth(1).waitFor();
    await picture(page, `thread-${language}-${theme}`);
    expect(await violations(page)).toEqual([]);
    if ((language === "en") !== (theme === "light")) {
      // The other two have looked at the rest in this language and in this theme.
      await page.context().close();
      return;
    }
    await page.keyboard.press("Alt+KeyP");
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press("Control+KeyK");
    await page.locator(".bar [role=option]").first().waitFor();
    expect(await violations(page)).toEqual([]);
    await page.context().close();

    const door = await visit(browser, { language, theme });
    await door.locator("#username").waitFor();
    expect(await violations(door)).toEqual([]);
    await door.context().close();

    for (const [place, sign] of [["supervisor/now/" + ticket, ".decision"], ["admin/agents/agent1", "form"]]) {
      const leader = await at(browser, "admin", place, { language, theme });
      await leader.locator(sign!).first().waitFor();
      await picture(leader, `${place!.split("/")[0]}-${language}-${theme}`);
      expect(await violations(leader)).toEqual([]);
      await leader.context().close();
    }
  });
});

test("a phone number and an address keep their order between Yiddish letters", async () => {
  const page = await thread({ language: "yi" });
  await page.locator(".bubble a.address").waitFor();
  await picture(page, "mixed-bidi");
  const xs = await page.evaluate(() => {
    const number = document.querySelector(".bubble bdi[dir=ltr]")!.firstChild as Text;
    return [...number.data].map((_, index) => {
      const range = document.createRange();
      range.setStart(number, index);
      range.setEnd(number, index + 1);
      return range.getBoundingClientRect().left;
    });
  });
  expect(xs).toEqual([...xs].sort((one, other) => one - other));
  const [text, link] = await page.evaluate(() => {
    const address = document.querySelector(".bubble a.address")!;
    return [address.closest(".text")!.getBoundingClientRect(), address.getBoundingClientRect()].map((box) => box.left);
  });
  // The sentence begins at the right, so what comes near its end stands near the left.
  expect(link! - text!).toBeLessThan(120);
  await page.context().close();
});

test("dates are in the language, also where the browser has none of it", async () => {
  for (const [language, letters] of [["hy", /\p{Script=Armenian}/u], ["ky", /\p{Script=Cyrillic}/u], ["eu", /azar|abendu|urtarril|otsail|martxo|apiril|maiatz|ekain|uztail|abuztu|irail|urri/]] as const) {
    const page = await thread({ language });
    const day = page.locator(".divider").first();
    await until(`a date in ${language}`, async () => letters.test((await day.textContent()) ?? ""));
    await page.context().close();
  }
});

test("at 200% zoom nothing has to be scrolled sideways", async () => {
  const page = await thread({ width: 720, height: 450 });
  await page.locator(".composer").waitFor();
  const [wide, seen] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
  expect(wide).toBeLessThanOrEqual(seen!);
  await page.context().close();
});
