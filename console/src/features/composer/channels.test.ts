import { expect, test } from "vitest";
import type { Customer, Message } from "../../api/types";
import { advise } from "./channels";

const inbound = (channel: string, receivedAt: string) => ({ direction: "inbound", channel, receivedAt }) as Message;

const customer = {
  identities: [
    { channel: "sms", address: "+14155550123", evidence: "verified" },
    { channel: "whatsapp", address: "+14155550123", evidence: "verified" },
    { channel: "email", address: "ann@customer.example", evidence: "attested" },
  ],
} as Customer;

const now = new Date("2026-03-02T12:00:00Z");

test("the channel that the customer used last comes first", () => {
  const messages = [inbound("sms", "2026-03-02T09:00:00Z"), inbound("email", "2026-03-02T10:00:00Z")];
  expect(advise(customer, messages, now).map((each) => each.channel)).toEqual(["email", "sms", "whatsapp"]);
});

test("WhatsApp is open for a day after the customer's message, then closed", () => {
  const at = (receivedAt: string) => advise(customer, [inbound("whatsapp", receivedAt)], now)[0]!;
  expect(at("2026-03-01T12:00:01Z")).toMatchObject({ isOpen: true, until: new Date("2026-03-02T12:00:01Z") });
  expect(at("2026-03-01T12:00:00Z").isOpen).toBe(false);
});

test("email is free and always open, SMS is paid", () => {
  const advice = advise(customer, [], now);
  expect(advice.find((each) => each.channel === "email")).toMatchObject({ isOpen: true, until: null, isPaid: false });
  expect(advice.find((each) => each.channel === "sms")).toMatchObject({ isOpen: true, isPaid: true });
});
