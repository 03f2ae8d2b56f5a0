import { expect, test } from "vitest";
import type { Message } from "../../api/types";
import type { Outgoing } from "../composer/outgoing";
import { entriesOf } from "./entries";

const at = (seq: number, direction: Message["direction"], receivedAt: string, text = `text ${seq}`) =>
  ({ seq, id: `m${seq}`, direction, receivedAt, text, author: null, channel: "sms" }) as Message;

const sending = (text: string, state: Outgoing["state"] = "sending") =>
  ({ key: "k", text, state, seenSeq: 2 }) as Outgoing;

const thread = [
  at(1, "inbound", "2026-03-01T10:00:00Z"),
  at(2, "outbound", "2026-03-01T10:01:00Z"),
  at(3, "inbound", "2026-03-02T10:00:00Z"),
  at(4, "inbound", "2026-03-02T10:01:00Z"),
];

test("days and the unread divider stand before the messages that they are about", () => {
  expect(entriesOf(thread, [], 2).map((entry) => entry.key)).toEqual(["day-1", "m1", "m2", "day-3", "unread", "m3", "m4"]);
});

test("there is no divider where nothing is unread, nor in a thread never seen", () => {
  expect(entriesOf(thread, [], 4).map((entry) => entry.kind)).not.toContain("unread");
  expect(entriesOf(thread, [], 0).map((entry) => entry.kind)).not.toContain("unread");
});

test("messages in quick succession make a block", () => {
  const first = entriesOf(thread, [], 4).flatMap((entry) => (entry.kind === "message" ? [entry.isFirstOfRun] : []));
  expect(first).toEqual([true, true, true, false]);
});

test("what is being sent is not shown twice when its event comes first", () => {
  const kinds = (pending: Outgoing) => entriesOf([...thread, at(5, "outbound", "2026-03-02T10:02:00Z", "on my way")], [pending], 0).at(-1)!.kind;
  expect(kinds(sending("on my way"))).toBe("message");
  expect(kinds(sending("something else"))).toBe("outgoing");
  expect(kinds(sending("on my way", "unanswered"))).toBe("outgoing");
});
