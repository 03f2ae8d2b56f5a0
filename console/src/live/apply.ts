import type { InfiniteData, QueryClient } from "@tanstack/react-query";
import type { Page, Ticket } from "../api/types";
import { missed } from "../features/offers/missed";
import { notifyOf } from "../features/notifications/notify";
import { onAppended, onDelivery } from "../features/thread/loadThread";
import { onViewers } from "../features/thread/viewing";
import type { LiveEvent, MessageAppended } from "./events";

const SETTLE_MILLIS = 150;

/** Lists that many events touch are asked for once things have settled, not once an event. */
const waiting = new Map<string, ReturnType<typeof setTimeout>>();

function soon(queries: QueryClient, key: string[]): void {
  const name = key.join("/");
  if (!waiting.has(name)) {
    waiting.set(
      name,
      setTimeout(() => {
        waiting.delete(name);
        void queries.invalidateQueries({ queryKey: key });
      }, SETTLE_MILLIS),
    );
  }
}

/** Brings what is shown up to date with an event. */
export function apply(queries: QueryClient, me: string, event: LiveEvent): void {
  switch (event.type) {
    case "message-appended":
      onAppended(queries, event.data);
      showLast(queries, event.data);
      notifyOf(event, me);
      break;
    case "delivery-changed":
      onDelivery(queries, event.data);
      break;
    case "offer-made":
      void queries.invalidateQueries({ queryKey: ["offers"] });
      notifyOf(event, me);
      break;
    case "offer-ended":
      missed.heard(event.data);
      void queries.invalidateQueries({ queryKey: ["offers"] });
      soon(queries, ["agents"]);
      break;
    case "presence-changed":
      soon(queries, event.data.agent === me ? ["agent", "me"] : ["agents"]);
      soon(queries, ["agents"]);
      break;
    case "viewers":
      onViewers(queries, event.data);
      break;
    case "agent-notified":
      void queries.invalidateQueries({ queryKey: ["mentions"] });
      notifyOf(event, me);
      break;
    case "sla-deadline-reached":
      soon(queries, ["tickets"]);
      soon(queries, ["ticket", event.data.ticketId]);
      break;
    case "identity-attached":
    case "identity-detached":
      soon(queries, ["customer", event.data.customerId]);
      break;
    case "customers-merged":
    case "customers-unmerged":
      // Messages have new places: what is loaded does not fit any more.
      queries.removeQueries({ queryKey: ["thread"], type: "inactive" });
      void queries.resetQueries({ queryKey: ["thread"] });
      soon(queries, ["customer"]);
      soon(queries, ["tickets"]);
      break;
    case "ticket-opened":
    case "ticket-routed":
    case "ticket-status-changed":
    case "ticket-details-changed":
    case "ticket-assigned":
    case "ticket-queued":
    case "ticket-released":
    case "ticket-deferred":
    case "sla-clock-started":
    case "consult-changed":
      soon(queries, ["ticket", event.data.ticketId]);
      soon(queries, ["tickets"]);
      soon(queries, ["queueStates"]);
      soon(queries, ["decisions", event.data.ticketId]);
      break;
  }
}

/** Shows the newest message in the lists at once; the rest follows when they are asked for again. */
function showLast(queries: QueryClient, event: MessageAppended): void {
  const direction = event.direction.toLowerCase() as "inbound" | "outbound" | "note";
  const last = { seq: event.seq, direction, text: event.text.slice(0, 160), at: event.at };
  const change = (ticket: Ticket): Ticket =>
    ticket.customerId === event.customerId && (ticket.last?.seq ?? 0) < event.seq
      ? { ...ticket, last, unread: direction === "inbound" || ticket.unread }
      : ticket;
  queries.setQueriesData<InfiniteData<Page<Ticket>>>({ queryKey: ["tickets"] }, (list) =>
    list !== undefined && "pages" in list
      ? { ...list, pages: list.pages.map((page) => ({ ...page, items: page.items.map(change) })) }
      : list,
  );
  queries.setQueriesData<Ticket>({ queryKey: ["ticket"] }, (ticket) => ticket && change(ticket));
}
