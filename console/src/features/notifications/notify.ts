import { t, tOr } from "../../i18n/i18n";
import type { LiveEvent } from "../../live/events";
import { preferences } from "../preferences/preferences";

/** True in the hours when nobody wants to be disturbed; they may span midnight. */
export function isQuiet(hours: [number, number] | null, hour: number): boolean {
  if (hours === null) {
    return false;
  }
  const [from, to] = hours;
  return from <= to ? hour >= from && hour < to : hour >= from || hour < to;
}

const TITLES = {
  "offer-made": "notify.offer",
  "message-appended": "notify.message",
  "agent-notified": "notify.mention",
} as const;

let news = 0;

/** Counts in the title what came while nobody looked, and tells it aloud if that is wanted. */
export function notifyOf(event: LiveEvent, me: string): void {
  const concerns =
    event.type === "offer-made" ||
    event.type === "agent-notified" ||
    (event.type === "message-appended" && event.data.direction === "INBOUND" && open.has(event.data.customerId));
  if (!concerns || document.hasFocus()) {
    return;
  }
  news++;
  document.title = `(${news}) Threadline`;
  const { notify, quietHours } = preferences();
  if (notify && !isQuiet(quietHours, new Date().getHours())) {
    const title = t(TITLES[event.type as keyof typeof TITLES]);
    const body = event.type === "message-appended" ? tOr("channel", event.data.channel) : me;
    new Notification(title, { body, tag: event.type });
    chime();
  }
}

/** The customers whose messages concern this agent: those of tickets in the own inbox. */
const open = new Set<string>();

export function concernedWith(customers: string[]): void {
  open.clear();
  customers.forEach((customer) => open.add(customer));
}

/** Somebody looks again. */
export function onFocus(): void {
  news = 0;
  document.title = "Threadline";
}

/** Two short tones, made here, so that no sound has to be loaded. */
function chime(): void {
  const audio = new AudioContext();
  [660, 880].forEach((frequency, index) => {
    const tone = audio.createOscillator();
    const volume = audio.createGain();
    tone.frequency.value = frequency;
    volume.gain.value = 0.05;
    tone.connect(volume).connect(audio.destination);
    tone.start(audio.currentTime + index * 0.12);
    tone.stop(audio.currentTime + index * 0.12 + 0.1);
  });
}
