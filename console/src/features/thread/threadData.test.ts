import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Message } from "../../api/types";
import type { MessageAppended } from "../../live/events";
import { append, deliver, join, lastSeq } from "./threadData";

const message = (seq: number, text = `text ${seq}`): Message => ({
  seq,
  id: `id-${seq}`,
  direction: "outbound",
  channel: "sms",
  text,
  receivedAt: "2026-03-02T09:00:00Z",
  delivery: "queued",
  ticketId: null,
  subject: null,
  attachments: [],
  deliveryReason: null,
  author: null,
  unsupportedType: null,
});

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => message(from + index));

const event = (seq: number, more: Partial<MessageAppended> = {}): MessageAppended => ({
  customerId: "c",
  ticketId: "t",
  messageId: `id-${seq}`,
  seq,
  direction: "INBOUND",
  channel: "sms",
  author: { kind: "CUSTOMER", agent: null },
  subject: null,
  text: `text ${seq}`,
  attachments: 0,
  at: "2026-03-02T09:00:00Z",
  ...more,
});

describe("parts of a thread", () => {
  test("pages that touch or overlap become one, without repeats", () => {
    expect(join(range(3, 6), range(1, 3)).map((each) => each.seq)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(join(range(1, 3), range(4, 6))).toHaveLength(6);
    expect(join([message(1, "old")], [message(1, "new")])[0]!.text).toBe("new");
  });

  test("over a gap the newer part stays", () => {
    expect(join(range(1, 3), range(9, 10)).map((each) => each.seq)).toEqual([9, 10]);
    expect(join(range(9, 10), range(1, 3)).map((each) => each.seq)).toEqual([9, 10]);
  });

  test("whatever pages come in whatever order, there is never a gap or a repeat", () => {
    const pages = fc.array(fc.tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 0, max: 15 })), { maxLength: 12 });
    fc.assert(
      fc.property(pages, (parts) => {
        const joined = parts.reduce((known, [from, size]) => join(known, range(from, from + size)), [] as Message[]);
        joined.forEach((each, index) => expect(each.seq).toBe(joined[0]!.seq + index));
      }),
    );
  });
});

describe("live events", () => {
  test("the next message is appended, a repeated one is not", () => {
    const next = append({ messages: range(1, 2) }, event(3));
    expect(next.known && lastSeq(next.thread)).toBe(3);
    const again = append({ messages: range(1, 2) }, event(2));
    expect(again.known && again.thread.messages).toHaveLength(2);
  });

  test("a gap, a long text or an attachment is asked for", () => {
    expect(append({ messages: range(1, 2) }, event(4)).known).toBe(false);
    expect(append({ messages: range(1, 2) }, event(3, { attachments: 1 })).known).toBe(false);
    expect(append({ messages: range(1, 2) }, event(3, { text: "x".repeat(16_384) })).known).toBe(false);
  });

  test("a delivery state that comes late does not take back a later one", () => {
    const change = (delivery: string) => ({ customerId: "c", messageId: "id-1", seq: 1, delivery, reason: null });
    const delivered = deliver({ messages: range(1, 1) }, change("DELIVERED"));
    expect(deliver(delivered, change("SENT")).messages[0]!.delivery).toBe("delivered");
    expect(deliver(delivered, change("READ")).messages[0]!.delivery).toBe("read");
  });
});
