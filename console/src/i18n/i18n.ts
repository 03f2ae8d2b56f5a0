import { setupI18n, type Messages } from "@lingui/core";
import english from "./locales/en.json";

/** The languages of the console. Each has a complete catalogue; a test compares them. */
export const LANGUAGES = {
  en: "English",
  hy: "Հայերեն",
  ky: "Кыргызча",
  eu: "Euskara",
  yi: "ייִדיש",
} as const;

export type Language = keyof typeof LANGUAGES;

/** A message's name in the catalogues. */
export type MessageKey = keyof typeof english;

const CATALOGUES: Record<Language, () => Promise<{ default: Record<string, unknown> }>> = {
  en: async () => ({ default: english }),
  hy: () => import("./locales/hy.json"),
  ky: () => import("./locales/ky.json"),
  eu: () => import("./locales/eu.json"),
  yi: () => import("./locales/yi.json"),
};

const i18n = setupI18n();

/** Speaks a language from now on: texts, dates and the direction of the page. */
export async function speak(language: Language): Promise<void> {
  const [catalogue] = await Promise.all([CATALOGUES[language](), loadDates(language)]);
  i18n.loadAndActivate({ locale: language, messages: catalogue.default as unknown as Messages });
  if (typeof document !== "undefined") {
    document.documentElement.lang = language;
    document.documentElement.dir = isRightToLeft(language) ? "rtl" : "ltr";
  }
}

export function language(): Language {
  return (i18n.locale || "en") as Language;
}

export function isRightToLeft(language: Language): boolean {
  return language === "yi";
}

/** The text of a message in the language that is spoken. */
export function t(key: MessageKey, values?: Record<string, unknown>): string {
  return i18n._(key, values);
}

/** The text for one of a family of keys, such as `channel.sms`; the value itself where there is none. */
export function tOr(family: string, value: string | null, otherwise = value ?? ""): string {
  const key = `${family}.${value}`;
  return value !== null && key in english ? t(key as MessageKey) : otherwise;
}

/**
 * Browsers are built with the dates of some languages only: Debian's Chromium has none of ours but
 * English. What is missing is loaded with the language.
 */
async function loadDates(language: Language): Promise<void> {
  if (Intl.DateTimeFormat.supportedLocalesOf(language).length === 0) {
    await (await import("./dates")).load(language as Exclude<Language, "en">);
  }
}
