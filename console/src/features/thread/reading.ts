import { type InfiniteData, type QueryClient, queryOptions, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { get, put } from "../../api/client";
import type { Page, Ticket } from "../../api/types";

/** How far the agent has read a thread; the service keeps it, so every browser shows the same. */
interface ReadState {
  seq: number;
  lastSeq: number;
  unread: number;
}

const path = (customer: string) => `/api/customers/${customer}/conversation/read`;

const readQuery = (customer: string) =>
  queryOptions({
    queryKey: ["read", customer],
    queryFn: ({ signal }) => get<ReadState>(path(customer), {}, signal),
    staleTime: 0,
  });

/** Says up to where the agent has read; a lower place marks as unread again. */
export async function markRead(queries: QueryClient, customer: string, seq: number): Promise<void> {
  const change = (ticket: Ticket): Ticket =>
    ticket.customerId === customer ? { ...ticket, unread: (ticket.last?.seq ?? 0) > seq } : ticket;
  queries.setQueriesData<InfiniteData<Page<Ticket>>>({ queryKey: ["tickets"] }, (list) =>
    list !== undefined && "pages" in list
      ? { ...list, pages: list.pages.map((page) => ({ ...page, items: page.items.map(change) })) }
      : list,
  );
  queries.setQueryData(readQuery(customer).queryKey, await put<ReadState>(path(customer), { seq }));
}

/**
 * Counts as read what is on the screen of a person who looks at it.
 *
 * @return the place up to which the agent had read when the thread was opened (the divider stays
 *     there), and what marks a place as unread
 */
export function useReading(customer: string, newest: number): [number, (seq: number) => void] {
  const queries = useQueryClient();
  const state = useQuery(readQuery(customer)).data;
  const [divider, setDivider] = useState<number | null>(null);
  const [isHeld, setHeld] = useState(false);
  if (divider === null && state !== undefined) {
    setDivider(state.seq);
  }
  const known = state?.seq;
  useEffect(() => {
    const read = () => {
      if (known !== undefined && known < newest && !isHeld && document.hasFocus()) {
        // One that is lost is made good by the next.
        void markRead(queries, customer, newest).catch(() => undefined);
      }
    };
    read();
    addEventListener("focus", read);
    return () => removeEventListener("focus", read);
  }, [queries, customer, newest, known, isHeld]);
  const markUnread = (seq: number) => {
    setHeld(true);
    setDivider(seq);
    void markRead(queries, customer, seq).catch(() => undefined);
  };
  return [divider ?? 0, markUnread];
}
