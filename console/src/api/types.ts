import type { components as conversation } from "./generated/conversation";
import type { components as ingest } from "./generated/ingest";
import type { components as routing } from "./generated/routing";

/** The documents do not say which members may be null: they are named here. */
type Nullable<T, K extends keyof T> = Omit<T, K> & { [P in K]: T[P] | null };

export interface Page<T> {
  items: T[];
  nextCursor: string | null;
}

export type Ticket = Nullable<
  conversation["schemas"]["TicketView"],
  "queue" | "language" | "assignee" | "firstRepliedAt" | "resolvedAt" | "resolvedBy"
> &
  Partial<TicketDetails>;

/** What newer services tell beside. */
export interface TicketDetails {
  customerName: string | null;
  tags: string[];
  snoozedUntil: string | null;
  /** The next deadline that is still to be kept. */
  dueAt: string | null;
  last: { seq: number; direction: Message["direction"]; text: string; at: string } | null;
  unread: boolean;
}

export type TicketStatus = "new" | "open" | "pending" | "on_hold" | "resolved" | "closed" | "spam" | "abandoned";

export type Delivery = "queued" | "sent" | "delivered" | "read" | "failed" | "uncertain";

export type Message = Nullable<
  Omit<conversation["schemas"]["MessageView"], "direction" | "delivery">,
  "channel" | "ticketId" | "subject" | "deliveryReason" | "author" | "unsupportedType"
> & { direction: "inbound" | "outbound" | "note"; delivery: Delivery | null };

export type Customer = conversation["schemas"]["CustomerView"];

export type Presence = "ready" | "away" | "draining" | "offline" | "disconnected";

export type Agent = Nullable<Omit<routing["schemas"]["AgentView"], "presence">, "shift"> & { presence: Presence };

export type AgentBody = Partial<routing["schemas"]["AgentBody"]>;

export type Offer = Nullable<routing["schemas"]["OfferView"], "language" | "consultId">;

export type Queue = Nullable<
  routing["schemas"]["QueueBody"],
  "calendar" | "sla" | "overflow" | "maxWait" | "shape"
>;

export type QueueState = routing["schemas"]["QueueView"];

export type Skill = routing["schemas"]["SkillDefinition"];

export type ChannelAccount = ingest["schemas"]["AccountView"];
