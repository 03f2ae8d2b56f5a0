import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { at, launch } from "./browser";
import { Customer, emptyDesk } from "./system";

// Figures beside their targets, printed: a test machine's speed says nothing about the code.

let browser: Browser;
let page: Page;
const customers = Array.from({ length: 8 }, () => new Customer());

beforeAll(async () => {
  await emptyDesk();
  browser = await launch();
  for (const customer of customers) {
    await customer.writes(`Hello from ${customer.phone}`);
  }
  await Promise.all(customers.map((customer) => customer.ticket()));
  page = await at(browser, "agent1", "inbox/all");
  await page.locator(".ticket-row").nth(customers.length - 1).waitFor();
});

afterAll(async () => {
  await browser.close();
  await emptyDesk();
});

function print(figure: string, millis: number[], target: number): void {
  const sorted = [...millis].sort((one, other) => one - other);
  const quantile = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!.toFixed(0);
  console.log(`console ${figure}: p50 ${quantile(0.5)} ms, p95 ${quantile(0.95)} ms (target ${target} ms, n=${sorted.length})`);
  expect(sorted.length).toBeGreaterThan(0);
}

/**
 * Milliseconds from an act in the page to the frame after its effect. Both are source text: the page's
 * security policy lets nobody make functions of text inside it.
 */
function measure(act: string, effect: string): Promise<number> {
  return page.evaluate(`new Promise((resolve) => {
    const began = performance.now();
    const look = () => requestAnimationFrame(${effect} ? () => resolve(performance.now() - began) : look);
    ${act};
    look();
  })`);
}

const key = (code: string) =>
  `dispatchEvent(new KeyboardEvent("keydown", { code: "${code}", altKey: true, bubbles: true, cancelable: true }))`;

const shows = (phone: string) =>
  `[...document.querySelectorAll(".bubble.inbound .text")].some((text) => text.textContent.includes("${phone}"))`;

test("threads, keys and messages are measured", async () => {
  const phones = await page.locator(".ticket-row .name").allTextContents();
  const order = phones.slice(0, customers.length).map((phone) => phone.trim());
  const walk = async (code: string, to: string[]) => {
    const millis: number[] = [];
    for (const phone of to) {
      millis.push(await measure(key(code), shows(phone)));
    }
    return millis;
  };
  print("cold thread", await walk("KeyJ", order), 500);
  print("cached thread", await walk("KeyK", order.slice(0, -1).reverse()), 100);

  await page.locator("textarea").waitFor();
  const presses: number[] = [];
  for (const letter of "The quick brown fox") {
    await page.evaluate(() => {
      const state = window as unknown as { pressed: Promise<number> };
      state.pressed = new Promise((resolve) =>
        addEventListener(
          "keydown",
          (event) => requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - event.timeStamp))),
          { once: true, capture: true },
        ),
      );
    });
    await page.keyboard.type(letter);
    presses.push(await page.evaluate(() => (window as unknown as { pressed: Promise<number> }).pressed));
  }
  print("key press", presses, 50);

  const shown = customers.find((customer) => order[0] === customer.phone)!;
  const arrivals: number[] = [];
  for (let number = 0; number < 15; number++) {
    const began = Date.now();
    const bubble = page.locator(".bubble.inbound", { hasText: `arrival ${number}.` }).waitFor();
    await shown.writes(`arrival ${number}.`);
    await bubble;
    arrivals.push(Date.now() - began);
  }
  print("inbound message visible", arrivals, 1000);
});
