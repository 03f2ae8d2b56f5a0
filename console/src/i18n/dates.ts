import type { Language } from "./i18n";

type Lacking = Exclude<Language, "en">;

const DATES: Record<Lacking, () => Promise<unknown>> = {
  hy: () => import("@formatjs/intl-datetimeformat/locale-data/hy.js"),
  ky: () => import("@formatjs/intl-datetimeformat/locale-data/ky.js"),
  eu: () => import("@formatjs/intl-datetimeformat/locale-data/eu.js"),
  yi: () => import("@formatjs/intl-datetimeformat/locale-data/yi.js"),
};

const DISTANCES: Record<Lacking, () => Promise<unknown>> = {
  hy: () => import("@formatjs/intl-relativetimeformat/locale-data/hy.js"),
  ky: () => import("@formatjs/intl-relativetimeformat/locale-data/ky.js"),
  eu: () => import("@formatjs/intl-relativetimeformat/locale-data/eu.js"),
  yi: () => import("@formatjs/intl-relativetimeformat/locale-data/yi.js"),
};

/** Brings the dates and distances in time of a language that the browser lacks. */
export async function load(language: Lacking): Promise<void> {
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  await import("@formatjs/intl-datetimeformat/polyfill-force.js");
  await import("@formatjs/intl-datetimeformat/locale-data/en.js");
  await import("@formatjs/intl-datetimeformat/add-golden-tz.js");
  await import("@formatjs/intl-relativetimeformat/polyfill-force.js");
  await import("@formatjs/intl-relativetimeformat/locale-data/en.js");
  await Promise.all([DATES[language](), DISTANCES[language]()]);
  const polyfill = Intl.DateTimeFormat as unknown as { __setDefaultTimeZone?: (zone: string) => void };
  polyfill.__setDefaultTimeZone?.(timeZone);
}
