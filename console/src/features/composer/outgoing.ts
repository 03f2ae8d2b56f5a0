import type { QueryClient } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";
import { post, Problem } from "../../api/client";
import type { Message } from "../../api/types";
import { addMessages } from "../thread/loadThread";

/**
 * Something written here that the service has not confirmed yet. The key makes repeats harmless, so
 * an attempt that got no answer can be made again.
 */
export interface Outgoing {
  key: string;
  customer: string;
  ticket: string;
  kind: "reply" | "note";
  text: string;
  channel: string | null;
  /** Ids of files that the service has taken. */
  attachments: string[];
  /** The newest message that the agent had seen. */
  seenSeq: number;
  state: "sending" | "unanswered" | "refused" | "movedOn";
  /** Why, as the service put it. */
  reason: string | null;
  /** What others have written since, when that is why it was refused. */
  news: Message[];
  /** Milliseconds since 1970. */
  at: number;
}

export type Draft = Pick<Outgoing, "customer" | "ticket" | "kind" | "text" | "channel" | "attachments" | "seenSeq">;

const NONE: Outgoing[] = [];

/** What is on its way, by customer. */
class OutgoingMessages {
  private byCustomer = new Map<string, Outgoing[]>();
  private listeners = new Set<() => void>();

  use(customer: string): Outgoing[] {
    return useSyncExternalStore(this.subscribe, () => this.byCustomer.get(customer) ?? NONE);
  }

  /** Sends something for the first time. True once the service has it. */
  send(queries: QueryClient, draft: Draft): Promise<boolean> {
    const outgoing: Outgoing = {
      ...draft,
      key: crypto.randomUUID(),
      state: "sending",
      reason: null,
      news: [],
      at: Date.now(),
    };
    this.change(draft.customer, (all) => [...all, outgoing]);
    return this.attempt(queries, outgoing);
  }

  /** Sends again what got no answer: the same key, so that it is never there twice. */
  retry(queries: QueryClient, outgoing: Outgoing): Promise<boolean> {
    return this.attempt(queries, outgoing);
  }

  /** Sends what was refused because of news, now that they have been read. */
  sendAnyway(queries: QueryClient, outgoing: Outgoing): Promise<boolean> {
    const seenSeq = Math.max(outgoing.seenSeq, ...outgoing.news.map((message) => message.seq));
    return this.attempt(queries, { ...outgoing, seenSeq, news: [], key: crypto.randomUUID() }, outgoing.key);
  }

  discard(outgoing: Outgoing): void {
    this.change(outgoing.customer, (all) => all.filter((each) => each.key !== outgoing.key));
  }

  private async attempt(queries: QueryClient, outgoing: Outgoing, replaces = outgoing.key): Promise<boolean> {
    const sending: Outgoing = { ...outgoing, state: "sending", reason: null };
    this.change(outgoing.customer, (all) => all.map((each) => (each.key === replaces ? sending : each)));
    try {
      const message = await this.post(sending);
      this.discard(sending);
      addMessages(queries, sending.customer, [message]);
      return true;
    } catch (problem) {
      const ended = endOf(sending, problem);
      addMessages(queries, sending.customer, ended.news);
      this.change(outgoing.customer, (all) => all.map((each) => (each.key === sending.key ? ended : each)));
      return false;
    }
  }

  private post({ ticket, kind, key, text, seenSeq, channel, attachments }: Outgoing): Promise<Message> {
    const headers = { "Idempotency-Key": key };
    return kind === "note"
      ? post(`/api/tickets/${ticket}/notes`, { text }, headers)
      : post(`/api/tickets/${ticket}/messages`, { text, seenSeq, channel: channel ?? undefined, attachments }, headers);
  }

  private change(customer: string, to: (all: Outgoing[]) => Outgoing[]): void {
    this.byCustomer.set(customer, to(this.byCustomer.get(customer) ?? NONE));
    this.listeners.forEach((listener) => listener());
  }

  private subscribe = (listener: () => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
}

/** What an attempt has come to. */
export function endOf(sending: Outgoing, problem: unknown): Outgoing {
  if (!(problem instanceof Problem) || problem.isPassing || problem.status === 401) {
    return { ...sending, state: "unanswered", reason: null };
  }
  if (problem.code === "thread-moved-on") {
    return { ...sending, state: "movedOn", news: (problem.members.messages ?? []) as Message[] };
  }
  return { ...sending, state: "refused", reason: problem.detail };
}

export const outgoing = new OutgoingMessages();
