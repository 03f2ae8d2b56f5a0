/** The live view's frames that the console acts on. Others pass unread. */
export type LiveEvent =
  | { type: "message-appended"; data: MessageAppended }
  | { type: "delivery-changed"; data: DeliveryChanged }
  | { type: "offer-made"; data: { offerId: string; ticketId: string } }
  | { type: "offer-ended"; data: OfferEnded }
  | { type: "presence-changed"; data: { agent: string; presence: string; connected: boolean | null } }
  | { type: "sla-deadline-reached"; data: SlaDeadlineReached }
  | { type: TicketEventType; data: { ticketId: string; customerId?: string } }
  | { type: "agent-notified"; data: { agent: string; customerId?: string; ticketId: string } }
  | { type: "viewers"; data: { conversationId: string; viewers: { agent: string; typing: boolean }[] } }
  | { type: CustomerEventType; data: { customerId: string } };

export type TicketEventType =
  | "ticket-opened"
  | "ticket-routed"
  | "ticket-status-changed"
  | "ticket-details-changed"
  | "ticket-assigned"
  | "ticket-queued"
  | "ticket-released"
  | "ticket-deferred"
  | "sla-clock-started"
  | "consult-changed";

export type CustomerEventType = "identity-attached" | "identity-detached" | "customers-merged" | "customers-unmerged";

export interface MessageAppended {
  customerId: string;
  ticketId: string | null;
  messageId: string;
  seq: number;
  direction: "INBOUND" | "OUTBOUND" | "NOTE";
  channel: string | null;
  author: { kind: "CUSTOMER" | "AGENT" | "BOT"; agent: string | null };
  subject: string | null;
  text: string;
  attachments: number;
  at: string;
}

export interface DeliveryChanged {
  customerId: string;
  messageId: string;
  seq: number;
  delivery: string;
  reason: string | null;
}

export interface OfferEnded {
  offerId: string;
  ticketId: string;
  agent: string;
  outcome: "ACCEPTED" | "DECLINED" | "TIMED_OUT" | "CANCELED" | "RESCINDED";
  at: string;
}

export interface SlaDeadlineReached {
  ticketId: string;
  queue: string;
  agent: string | null;
  clock: string;
  state: "WARNING" | "BREACH";
  deadline: string;
}

/** A frame as it comes; the first of a connection is `connected`, or `reset` when events are gone. */
export interface Frame {
  position?: string;
  type: string;
  data: unknown;
}
