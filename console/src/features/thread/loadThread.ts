import { type QueryClient, queryOptions } from "@tanstack/react-query";
import { get } from "../../api/client";
import type { Message, Page } from "../../api/types";
import type { DeliveryChanged, MessageAppended } from "../../live/events";
import { append, deliver, firstSeq, join, lastSeq, type ThreadData } from "./threadData";

const WINDOW = 100;
const MOST_PAGES = 200;

/**
 * The newest part of a customer's thread.
 *
 * @param newest the seq of the newest message as far as it is known, so that no page is read in vain
 */
export const threadQuery = (queries: QueryClient, customer: string, newest: number | undefined) =>
  queryOptions({
    queryKey: ["thread", customer],
    queryFn: async ({ signal }): Promise<ThreadData> => {
      const known = queries.getQueryData<ThreadData>(["thread", customer]);
      const end = Math.max(newest ?? 0, lastSeq(known));
      const loaded = await after(customer, Math.max(0, end - WINDOW), signal);
      return { messages: join(known?.messages ?? [], loaded) };
    },
  });

/** Everything after a place. */
async function after(customer: string, seq: number, signal?: AbortSignal): Promise<Message[]> {
  const messages: Message[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < MOST_PAGES; page++) {
    const place = cursor === undefined ? { afterSeq: seq } : { cursor };
    const answer = await get<Page<Message>>(
      `/api/customers/${customer}/conversation`,
      { ...place, limit: WINDOW },
      signal,
    );
    messages.push(...answer.items);
    if (answer.nextCursor === null) {
      break;
    }
    cursor = answer.nextCursor;
  }
  return messages;
}

/** Loads what was written before the part that is there. */
export async function loadOlder(queries: QueryClient, customer: string): Promise<void> {
  const first = firstSeq(queries.getQueryData<ThreadData>(["thread", customer]));
  if (first > 1) {
    const page = await get<Page<Message>>(`/api/customers/${customer}/conversation`, {
      afterSeq: Math.max(0, first - 1 - WINDOW),
      limit: Math.min(WINDOW, first - 1),
    });
    change(queries, customer, (thread) => ({ messages: join(thread.messages, page.items) }));
  }
}

const catchingUp = new Set<string>();

/** Loads what came after the part that is there. */
export async function loadNewer(queries: QueryClient, customer: string): Promise<void> {
  if (catchingUp.has(customer)) {
    return;
  }
  catchingUp.add(customer);
  try {
    const thread = queries.getQueryData<ThreadData>(["thread", customer]);
    const newer = await after(customer, lastSeq(thread));
    change(queries, customer, (known) => ({ messages: join(known.messages, newer) }));
  } finally {
    catchingUp.delete(customer);
  }
}

/** Shows a message that was written here, or that a refusal brought. */
export function addMessages(queries: QueryClient, customer: string, messages: Message[]): void {
  const end = lastSeq(queries.getQueryData<ThreadData>(["thread", customer]));
  if ((messages[0]?.seq ?? 0) > end + 1) {
    void loadNewer(queries, customer);
  } else {
    change(queries, customer, (thread) => ({ messages: join(thread.messages, messages) }));
  }
}

/** Applies a live event to a thread that is loaded. */
export function onAppended(queries: QueryClient, event: MessageAppended): void {
  const thread = queries.getQueryData<ThreadData>(["thread", event.customerId]);
  if (thread !== undefined) {
    const appended = append(thread, event);
    if (appended.known) {
      queries.setQueryData(["thread", event.customerId], appended.thread);
    } else {
      void loadNewer(queries, event.customerId).then(() => {
        // What came while that was loading is asked for as well.
        if (lastSeq(queries.getQueryData(["thread", event.customerId])) < event.seq) {
          void loadNewer(queries, event.customerId);
        }
      });
    }
  }
}

export function onDelivery(queries: QueryClient, event: DeliveryChanged): void {
  change(queries, event.customerId, (thread) => deliver(thread, event));
}

function change(queries: QueryClient, customer: string, to: (thread: ThreadData) => ThreadData): void {
  queries.setQueryData<ThreadData>(["thread", customer], (thread) => thread && to(thread));
}
