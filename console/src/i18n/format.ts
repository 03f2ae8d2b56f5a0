import { language, type Language } from "./i18n";

/** Browsers that lack a language also lack its numbers: these write them alike. */
const NUMBERS: Record<Language, string> = { en: "en", hy: "ru", ky: "ru", eu: "de", yi: "en" };

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const made = new Map<string, unknown>();

/** Formatters are expensive to make: one of each kind for each language. */
function once<T>(kind: string, make: (language: Language) => T): T {
  const key = `${kind} ${language()}`;
  if (!made.has(key)) {
    made.set(key, make(language()));
  }
  return made.get(key) as T;
}

export function number(value: number): string {
  return once("number", (of) => new Intl.NumberFormat(NUMBERS[of], { maximumFractionDigits: 1 })).format(value);
}

/** The time of day. */
export function time(at: Date | string): string {
  return once("time", (of) => new Intl.DateTimeFormat(of, { hour: "2-digit", minute: "2-digit" })).format(new Date(at));
}

/** The day in words. */
export function day(at: Date | string): string {
  return once("day", (of) => new Intl.DateTimeFormat(of, { weekday: "long", day: "numeric", month: "long" })).format(
    new Date(at),
  );
}

/** Day and time, in full. */
export function moment(at: Date | string): string {
  return once("moment", (of) => new Intl.DateTimeFormat(of, { dateStyle: "medium", timeStyle: "short" })).format(
    new Date(at),
  );
}

/** Today the time, before that the day: what a list has room for. */
export function brief(at: string, now: Date): string {
  const date = new Date(at);
  if (date.toDateString() === now.toDateString()) {
    return time(date);
  }
  return once("brief", (of) => new Intl.DateTimeFormat(of, { day: "numeric", month: "short" })).format(date);
}

/** How long ago, or until when, in words. */
export function distance(at: string, now: Date): string {
  const millis = new Date(at).getTime() - now.getTime();
  const format = once("distance", (of) => new Intl.RelativeTimeFormat(of, { numeric: "auto", style: "short" }));
  const size = Math.abs(millis);
  if (size < HOUR) {
    return format.format(Math.round(millis / MINUTE), "minute");
  }
  return size < DAY ? format.format(Math.round(millis / HOUR), "hour") : format.format(Math.round(millis / DAY), "day");
}

/** A span as a clock shows it: 4:05, 1:02:03. */
export function clock(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const two = (value: number) => String(value).padStart(2, "0");
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor((whole % 3600) / 60);
  return hours > 0 ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
}
