import type { Customer, Message } from "../../api/types";

/** Whether a customer can be written to on a channel now. */
export interface ChannelAdvice {
  channel: string;
  /** False when the provider would refuse a free text now. */
  isOpen: boolean;
  /** Until when it is open; null for always. */
  until: Date | null;
  isPaid: boolean;
}

const DAY_MILLIS = 24 * 60 * 60 * 1000;

/** Channels on which a customer's message opens a window of a day (Meta's customer service window). */
const WINDOWED = new Set(["whatsapp", "messenger", "instagram"]);

const PAID = new Set(["sms", "voice"]);

/**
 * The channels on which the customer can be answered, the one of the newest message first.
 *
 * @param messages the newest part of the thread
 */
export function advise(customer: Customer | undefined, messages: Message[], now: Date): ChannelAdvice[] {
  const lastOn = new Map<string, Date>();
  messages
    .filter((message) => message.direction === "inbound" && message.channel !== null)
    .forEach((message) => lastOn.set(message.channel!, new Date(message.receivedAt)));
  const channels = new Set([...lastOn.keys(), ...(customer?.identities ?? []).map((identity) => identity.channel)]);
  return [...channels]
    .sort((one, other) => (lastOn.get(other)?.getTime() ?? 0) - (lastOn.get(one)?.getTime() ?? 0))
    .map((channel) => {
      const last = lastOn.get(channel);
      const until = WINDOWED.has(channel) ? new Date((last?.getTime() ?? 0) + DAY_MILLIS) : null;
      return { channel, isOpen: until === null || until > now, until, isPaid: PAID.has(channel) };
    });
}
