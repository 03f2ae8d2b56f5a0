import type { Message } from "../../api/types";
import type { Outgoing } from "../composer/outgoing";

/** A line of the log: a day, the place up to which the agent has read, a message, or what is on its way. */
export type Entry =
  | { kind: "day"; key: string; at: string }
  | { kind: "unread"; key: string }
  | { kind: "message"; key: string; message: Message; isFirstOfRun: boolean }
  | { kind: "outgoing"; key: string; outgoing: Outgoing };

/** The log of a thread. */
export function entriesOf(messages: Message[], pending: Outgoing[], unreadAfter: number): Entry[] {
  const entries: Entry[] = [];
  let before: Message | undefined;
  let divided = unreadAfter === 0;
  for (const message of messages) {
    const isNewDay = before === undefined || !isSameDay(before.receivedAt, message.receivedAt);
    if (isNewDay) {
      entries.push({ kind: "day", key: `day-${message.seq}`, at: message.receivedAt });
    }
    const isUnread = !divided && message.seq > unreadAfter && message.direction === "inbound";
    if (isUnread) {
      entries.push({ kind: "unread", key: "unread" });
      divided = true;
    }
    const isFirstOfRun = isNewDay || isUnread || !isSameRun(before, message);
    entries.push({ kind: "message", key: message.id, message, isFirstOfRun });
    before = message;
  }
  for (const outgoing of pending) {
    if (!isThere(outgoing, messages)) {
      entries.push({ kind: "outgoing", key: outgoing.key, outgoing });
    }
  }
  return entries;
}

/** The live event of a message may be faster than the answer to the request that made it. */
function isThere(outgoing: Outgoing, messages: Message[]): boolean {
  return (
    outgoing.state === "sending" &&
    messages.some(
      (message) =>
        message.seq > outgoing.seenSeq && message.direction !== "inbound" && message.text === outgoing.text,
    )
  );
}

const RUN_MILLIS = 5 * 60_000;

/** Messages of one side in quick succession are shown as one block. */
function isSameRun(one: Message | undefined, other: Message): boolean {
  return (
    one !== undefined &&
    one.direction === other.direction &&
    one.author === other.author &&
    one.channel === other.channel &&
    new Date(other.receivedAt).getTime() - new Date(one.receivedAt).getTime() < RUN_MILLIS
  );
}

function isSameDay(one: string, other: string): boolean {
  return new Date(one).toDateString() === new Date(other).toDateString();
}
