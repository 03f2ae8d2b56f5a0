import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
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
import { session } from "../../session/session";
import { threadQuery } from "./loadThread";
import { useReading } from "./reading";
import { ThreadHeader } from "./ThreadHeader";
import { ThreadLog } from "./ThreadLog";
import { lastSeq } from "./threadData";
import { useViewing } from "./viewing";
import { Viewers } from "./Viewers";
import "./thread.css";

/** The customer's whole thread, and what is written next, about one ticket. */
export function ThreadPane({ ticket }: { ticket: Ticket }) {
  const queries = useQueryClient();
  const customer = ticket.customerId;
  const thread = useQuery(threadQuery(queries, customer, ticket.last?.seq));
  const pending = outgoing.use(customer);
  const newest = lastSeq(thread.data);
  const [unreadAfter, markUnread] = useReading(customer, newest);
  const [isTyping, setTyping] = useState(false);
  const others = useViewing(ticket.conversationId, session.person?.login ?? "", isTyping);

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
    markUnread(lastInbound - 1);
  });

  return (
    <main className="thread" aria-label={t("thread.title")}>
      <ThreadHeader ticket={ticket} isOver={isOver} isBusy={act.isPending} onAct={(action) => act.mutate(action)} />
      <Viewers viewers={others} />
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
      <Composer key={ticket.id} ticket={ticket} messages={thread.data?.messages ?? []} seenSeq={newest} onTyping={setTyping} />
    </main>
  );
}
