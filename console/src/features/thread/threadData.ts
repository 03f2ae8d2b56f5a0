import type { Message } from "../../api/types";
import type { DeliveryChanged, MessageAppended } from "../../live/events";

/** The part of a thread that is loaded: without gaps, in the order of `seq`, up to the newest. */
export interface ThreadData {
  messages: Message[];
}

export const lastSeq = (thread: ThreadData | undefined) => thread?.messages.at(-1)?.seq ?? 0;

export const firstSeq = (thread: ThreadData | undefined) => thread?.messages[0]?.seq ?? 1;

/** Joins what was loaded with what is new; of two versions of a message the newer counts. */
export function join(known: Message[], loaded: Message[]): Message[] {
  const first = loaded[0];
  if (first === undefined) {
    return known;
  }
  const end = known.at(-1)?.seq ?? 0;
  const last = loaded.at(-1)!.seq;
  if (known.length === 0 || first.seq > end + 1 || last < known[0]!.seq - 1) {
    // There is a gap between them: the newer part stays.
    return first.seq > end ? loaded : known;
  }
  const bySeq = new Map(known.map((message) => [message.seq, message]));
  loaded.forEach((message) => bySeq.set(message.seq, message));
  return [...bySeq.values()].sort((one, other) => one.seq - other.seq);
}

/** What became of a message that was announced. */
export type Appended = { known: true; thread: ThreadData } | { known: false };

/**
 * Appends a message as its event tells it. Not known is what the event does not hold in full, and
 * what does not follow the newest message: then the thread is asked for.
 */
export function append(thread: ThreadData, event: MessageAppended): Appended {
  const end = lastSeq(thread);
  if (event.seq <= end && event.seq >= firstSeq(thread)) {
    return { known: true, thread };
  }
  if (event.seq !== end + 1 || event.attachments > 0 || event.text.length >= CUT_AT) {
    return { known: false };
  }
  return { known: true, thread: { messages: [...thread.messages, messageOf(event)] } };
}

/** Where events cut long texts. */
const CUT_AT = 16_384;

function messageOf(event: MessageAppended): Message {
  const direction = event.direction.toLowerCase() as Message["direction"];
  return {
    seq: event.seq,
    id: event.messageId,
    direction,
    channel: event.channel,
    text: event.text,
    receivedAt: event.at,
    delivery: direction === "outbound" ? "queued" : null,
    ticketId: event.ticketId,
    subject: event.subject,
    attachments: [],
    deliveryReason: null,
    author: event.author.agent,
    unsupportedType: null,
  };
}

const RANK = ["queued", "uncertain", "sent", "failed", "delivered", "read"];

/** Shows a message's new state. States come in any order: a later one never goes back. */
export function deliver(thread: ThreadData, event: DeliveryChanged): ThreadData {
  const delivery = event.delivery.toLowerCase() as NonNullable<Message["delivery"]>;
  return {
    messages: thread.messages.map((message) =>
      message.id === event.messageId && RANK.indexOf(delivery) >= RANK.indexOf(message.delivery ?? "queued")
        ? { ...message, delivery, deliveryReason: event.reason ?? null }
        : message,
    ),
  };
}
