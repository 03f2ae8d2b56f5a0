import { useSyncExternalStore } from "react";
import { type Language, LANGUAGES, speak } from "../../i18n/i18n";

/** What a person has chosen in this browser. */
export interface Preferences {
  language: Language;
  theme: "system" | "light" | "dark";
  /** Desktop notifications and sound, while the console is in the background. */
  notify: boolean;
  /** No notifications from the first hour to the second; null for never. */
  quietHours: [number, number] | null;
  /** Own keys by command, as KeyboardEvent.code with modifiers. */
  keys: Record<string, string>;
}

const KEY = "threadline.preferences";

/** What the browser asks for, as far as the console speaks it. */
function browserLanguage(): Language {
  const wanted = (globalThis.navigator?.languages ?? []).map((tag) => tag.split("-")[0]);
  return (wanted.find((tag) => tag !== undefined && tag in LANGUAGES) ?? "en") as Language;
}

function read(): Preferences {
  const defaults: Preferences = {
    language: browserLanguage(),
    theme: "system",
    notify: false,
    quietHours: null,
    keys: {},
  };
  try {
    return { ...defaults, ...(JSON.parse(localStorage.getItem(KEY) ?? "{}") as Partial<Preferences>) };
  } catch {
    return defaults;
  }
}

let current = read();
const listeners = new Set<() => void>();

export const preferences = () => current;

export function usePreferences(): Preferences {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, preferences);
}

/** Applies what was chosen: at the start, and after every change. */
export async function applyPreferences(): Promise<void> {
  await speak(current.language);
  if (current.theme === "system") {
    delete document.documentElement.dataset.theme;
  } else {
    document.documentElement.dataset.theme = current.theme;
  }
}

export async function prefer(change: Partial<Preferences>): Promise<void> {
  current = { ...current, ...change };
  localStorage.setItem(KEY, JSON.stringify(current));
  await applyPreferences();
  listeners.forEach((listener) => listener());
}
