import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { Problem } from "../../api/client";
import { actOnTicket, ticketQuery } from "../../api/queries";
import type { Ticket } from "../../api/types";
import { Empty } from "../../design/parts";
import { Button } from "../../design/parts";
import { Icon } from "../../design/Icon";
import { t } from "../../i18n/i18n";
import { run, useCommand } from "../commands/commands";
import { Composer } from "../composer/Composer";
import { outgoing } from "../composer/outgoing";
import { seen } from "../inbox/seen";
import { threadQuery } from "./loadThread";
import { ThreadHeader } from "./ThreadHeader";
import { ThreadLog } from "./ThreadLog";
import { lastSeq } from "./threadData";
import "./thread.css";

/** The customer's whole thread, and what is written next, about one ticket. */
export function ThreadPane({ ticket }: { ticket: Ticket }) {
  const queries = useQueryClient();
  const customer = ticket.customerId;
  const thread = useQuery(threadQuery(queries, customer, ticket.last?.seq));
  const pending = outgoing.use(customer);
  const newest = lastSeq(thread.data);
  // Where the agent had read to when the thread was opened: the divider stays there.
  const [unreadAfter, setUnreadAfter] = useState(() => seen.of(customer));
  useReading(customer, newest);

  const act = useMutation({
    mutationFn: (action: "resolve" | "reopen") => actOnTicket(ticket.id, action),
    onSuccess: (changed) => {
      queries.setQueryData(ticketQuery(ticket.id).queryKey, (known) => ({ ...known, ...changed }));
      void queries.invalidateQueries({ queryKey: ["tickets"] });
    },
  });
  const isOver = ["resolved", "closed", "spam", "abandoned"].includes(ticket.status);
  useCommand("resolve", () => act.mutate("resolve"), !isOver);
  useCommand("resolveNext", () => act.mutate("resolve", { onSuccess: () => run("next") }), !isOver);
  useCommand("reopen", () => act.mutate("reopen"), isOver);
  useCommand("unread", () => {
    const lastInbound = thread.data?.messages.findLast((message) => message.direction === "inbound")?.seq ?? 1;
    seen.mark(customer, lastInbound - 1);
    setUnreadAfter(lastInbound - 1);
  });

  return (
    <main className="thread" aria-label={t("thread.title")}>
      <ThreadHeader ticket={ticket} isOver={isOver} isBusy={act.isPending} onAct={(action) => act.mutate(action)} />
      {act.error instanceof Problem && (
        <p className="notice bad" role="alert">
          <Icon name="alert" />
          <bdi>{act.error.detail}</bdi>
        </p>
      )}
      {thread.data !== undefined ? (
        <ThreadLog
          customer={customer}
          ticket={ticket.id}
          messages={thread.data.messages}
          pending={pending}
          unreadAfter={unreadAfter}
        />
      ) : thread.isError ? (
        <Empty icon="alert" title={t("app.failed")}>
          <Button onPress={() => void thread.refetch()}>{t("app.tryAgain")}</Button>
        </Empty>
      ) : (
        <p className="thread-log quiet-text loading">{t("app.loading")}</p>
      )}
      <Composer key={ticket.id} ticket={ticket} messages={thread.data?.messages ?? []} seenSeq={newest} />
    </main>
  );
}

/** Counts as read what is on the screen of a person who looks at it. */
function useReading(customer: string, newest: number): void {
  useEffect(() => {
    const read = () => {
      if (newest > 0 && document.hasFocus() && seen.of(customer) < newest) {
        seen.mark(customer, newest);
      }
    };
    read();
    addEventListener("focus", read);
    return () => removeEventListener("focus", read);
  }, [customer, newest]);
}
