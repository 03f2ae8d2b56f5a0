import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { token, URLS } from "./system";

const PATHS = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

const FLAGS =
  "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync";

export function launch(): Promise<Browser> {
  const executablePath = PATHS.find((path) => path !== undefined && existsSync(path));
  return chromium.launch({ executablePath, args: FLAGS.split(" ") });
}

export interface Wishes {
  language?: string;
  theme?: "light" | "dark";
  width?: number;
  height?: number;
}

/** What the page complained about: nothing is expected there, least of all from the security policy. */
export const complaints: string[] = [];

/** A browser of somebody's own, on the console's door. */
export async function visit(
  browser: Browser,
  { language = "en", theme = "light", width = 1440, height = 900 }: Wishes = {},
  place = "",
  session: string | null = null,
): Promise<Page> {
  const context = await browser.newContext({ viewport: { width, height }, reducedMotion: "reduce" });
  await context.addInitScript(
    (chosen) => {
      // Empty pages have no storage.
      if (location.protocol.startsWith("http")) {
        localStorage.setItem("threadline.preferences", localStorage.getItem("threadline.preferences") ?? chosen);
      }
    },
    JSON.stringify({ language, theme }),
  );
  if (session !== null) {
    await context.addInitScript((kept) => {
      if (location.protocol.startsWith("http")) {
        sessionStorage.setItem("threadline.session", kept);
      }
    }, session);
  }
  context.on("weberror", (error) => complaints.push(String(error.error())));
  context.on("console", (message) => {
    if (/Content Security Policy|Refused to/.test(message.text())) {
      complaints.push(message.text());
    }
  });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  await page.goto(URLS.console + place);
  return page;
}

/** Logs in by keyboard. */
export async function logIn(page: Page, login: string): Promise<void> {
  await page.locator("#username").waitFor();
  await page.keyboard.type(login);
  await page.keyboard.press("Tab");
  await page.keyboard.type(`${login}-demo`);
  await page.keyboard.press("Enter");
  await page.locator(".shell").waitFor();
}

/** Somebody who is logged in already, on a place in the console. */
export async function at(browser: Browser, login: string, place = "", wishes?: Wishes): Promise<Page> {
  const kept = JSON.stringify({ access: await token(login), refresh: null, expiresAt: Date.now() + 3_600_000 });
  return visit(browser, wishes, place, kept);
}

/** A new tab of the same person, on a place in the console. */
export async function newTab(context: BrowserContext, place: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(URLS.console + place);
  return page;
}

/** Keeps a picture for people to look at. */
export async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env.THREADLINE_PICTURES ?? "target/pictures";
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`) });
}
