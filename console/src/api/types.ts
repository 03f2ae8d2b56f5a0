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
  | "queue"
  | "language"
  | "assignee"
  | "customerName"
  | "firstRepliedAt"
  | "resolvedAt"
  | "resolvedBy"
  | "category"
  | "rootCause"
  | "followUpAt"
  | "snoozedUntil"
  | "mergedInto"
  | "dueAt"
  | "last"
>;

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

export type Canned = Nullable<conversation["schemas"]["CannedView"], "shortcut">;

export type Macro = conversation["schemas"]["MacroView"];

export type Rendered = conversation["schemas"]["Rendered"];

export type SavedView = conversation["schemas"]["SavedView"];

export type Promised = Nullable<conversation["schemas"]["PromiseView"], "dueAt" | "keptAt" | "keptBy">;

export type Handover = Omit<conversation["schemas"]["Handover"], "ticket" | "customer" | "notes" | "promises" | "tickets"> & {
  notes: Message[];
  promises: Promised[];
  tickets: Ticket[];
};

export type SearchResults = Omit<Nullable<conversation["schemas"]["SearchResults"], "nextCursor">, "tickets"> & {
  tickets: Ticket[];
};

/** A message that was found, the words that were looked for marked. */
export type Hit = SearchResults["messages"][number];

export type Mention = Nullable<conversation["schemas"]["MentionView"], "seenAt">;

export type Merge = Nullable<conversation["schemas"]["MergeView"], "unmergedAt" | "unmergedBy" | "unmergeReason">;

/** What routing decided about a ticket, in one sentence, and what stands between it and each agent now. */
export interface Decisions {
  items: { stamp: { seq: number; at: string }; ordinal: number; kind: string; agent: string | null; reason: string }[];
  agents: { agent: string; exclusion: string | null; detail: string }[];
}
