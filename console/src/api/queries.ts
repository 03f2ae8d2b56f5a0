import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { call, get, post } from "./client";
import type {
  Agent,
  Canned,
  ChannelAccount,
  Customer,
  Handover,
  Macro,
  Mention,
  Merge,
  Offer,
  Page,
  Queue,
  QueueState,
  SavedView,
  Skill,
  Ticket,
} from "./types";

/** How many of a list are asked for at once. */
const PAGE = 50;

/** Lists that are short by nature are read whole, up to this many pages. */
const MOST_PAGES = 20;

async function whole<T>(path: string, signal: AbortSignal): Promise<T[]> {
  const items: T[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < MOST_PAGES; page++) {
    const answer: Page<T> = await get(path, { limit: 200, cursor: cursor ?? undefined }, signal);
    items.push(...answer.items);
    cursor = answer.nextCursor;
    if (cursor === null) {
      break;
    }
  }
  return items;
}

/** A list of tickets by the filters of `GET /api/tickets`. */
export const ticketsQuery = (filter: Record<string, string>) =>
  infiniteQueryOptions({
    queryKey: ["tickets", filter],
    queryFn: ({ pageParam, signal }) =>
      get<Page<Ticket>>("/api/tickets", { ...filter, limit: PAGE, cursor: pageParam ?? undefined }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });

export const ticketQuery = (id: string) =>
  queryOptions({ queryKey: ["ticket", id], queryFn: ({ signal }) => get<Ticket>(`/api/tickets/${id}`, {}, signal) });

export const customerTicketsQuery = (customer: string) =>
  queryOptions({
    queryKey: ["tickets", { customer }, "first"],
    queryFn: async ({ signal }) => (await get<Page<Ticket>>("/api/tickets", { customer, limit: 20 }, signal)).items,
  });

export const customerQuery = (id: string) =>
  queryOptions({
    queryKey: ["customer", id],
    queryFn: ({ signal }) => get<Customer>(`/api/customers/${id}`, {}, signal),
    staleTime: 5 * 60_000,
  });

export const offersQuery = queryOptions({
  queryKey: ["offers"],
  queryFn: async ({ signal }) => (await get<Page<Offer>>("/api/agents/me/offers", {}, signal)).items,
  staleTime: 10_000,
});

/** The calling agent; null for a person who is none, such as most supervisors. */
export const meQuery = queryOptions({
  queryKey: ["agent", "me"],
  queryFn: ({ signal }) => get<Agent>("/api/agents/me", {}, signal).catch(nullWhenMissing),
});

export const agentsQuery = queryOptions({
  queryKey: ["agents"],
  queryFn: ({ signal }) => whole<Agent>("/api/agents", signal),
});

export const queuesQuery = queryOptions({
  queryKey: ["queues"],
  queryFn: ({ signal }) => whole<Queue>("/api/queues", signal),
  staleTime: 5 * 60_000,
});

export const queueStatesQuery = queryOptions({
  queryKey: ["queueStates"],
  queryFn: async ({ signal }) => (await get<Page<QueueState>>("/api/routing/queues", {}, signal)).items,
});

export const skillsQuery = queryOptions({
  queryKey: ["skills"],
  queryFn: ({ signal }) => whole<Skill>("/api/skills", signal),
  staleTime: 5 * 60_000,
});

export const cannedQuery = queryOptions({
  queryKey: ["canned"],
  queryFn: ({ signal }) => whole<Canned>("/api/canned-responses", signal),
});

export const macrosQuery = queryOptions({
  queryKey: ["macros"],
  queryFn: ({ signal }) => whole<Macro>("/api/macros", signal),
});

export const savedViewsQuery = queryOptions({
  queryKey: ["views"],
  queryFn: ({ signal }) => whole<SavedView>("/api/ticket-views", signal),
  staleTime: 5 * 60_000,
});

export const handoverQuery = (ticket: string) =>
  queryOptions({
    queryKey: ["handover", ticket],
    queryFn: ({ signal }) => get<Handover>(`/api/tickets/${ticket}/handover`, {}, signal),
  });

export const mergesQuery = (customer: string) =>
  queryOptions({
    queryKey: ["customer", customer, "merges"],
    queryFn: async ({ signal }) => (await get<Page<Merge>>(`/api/customers/${customer}/merges`, {}, signal)).items,
  });

export const mentionsQuery = queryOptions({
  queryKey: ["mentions"],
  queryFn: async ({ signal }) => (await get<Page<Mention>>("/api/mentions", { unseen: "true", limit: 20 }, signal)).items,
});

export const accountsQuery = queryOptions({
  queryKey: ["accounts"],
  queryFn: ({ signal }) => whole<ChannelAccount>("/api/channels/accounts", signal),
});

function nullWhenMissing(problem: { status?: number }): null {
  if (problem.status === 404) {
    return null;
  }
  throw problem;
}

/** What is done to a ticket by one call without more to say. */
export const actOnTicket = (id: string, action: "resolve" | "reopen") => post<Ticket>(`/api/tickets/${id}/${action}`);

/** Changes what is under version control: `version` is the one that was seen. */
export const patchVersioned = <T>(path: string, version: number, change: unknown) =>
  call<T>("PATCH", path, { body: change, headers: { "If-Match": `"${version}"` } });
