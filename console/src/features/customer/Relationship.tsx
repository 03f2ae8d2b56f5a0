import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { post } from "../../api/client";
import { handoverQuery } from "../../api/queries";
import type { Promised } from "../../api/types";
import { Badge, Button } from "../../design/parts";
import { useNow } from "../../design/useNow";
import { brief, distance } from "../../i18n/format";
import { t } from "../../i18n/i18n";

/** What whoever takes over has to know: promises to keep, colleagues who know the customer, their notes. */
export function Relationship({ ticket }: { ticket: string }) {
  const now = useNow();
  const { data } = useQuery(handoverQuery(ticket));
  return (
    <>
      <section className="stack">
        <h3>{t("relationship.promises")}</h3>
        <ul className="stack tight">
          {data?.promises.map((promise) => <PromiseRow key={promise.id} promise={promise} ticket={ticket} now={now} />)}
        </ul>
        <NewPromise ticket={ticket} />
      </section>
      {data !== undefined && data.lastAgents.length > 0 && (
        <section className="stack">
          <h3>{t("relationship.agents")}</h3>
          <p className="row wrap">
            {data.lastAgents.slice(0, 5).map(({ agent, lastAt }) => (
              <Badge key={agent}>
                <bdi>{agent}</bdi> · {brief(lastAt, now)}
              </Badge>
            ))}
          </p>
        </section>
      )}
      {data !== undefined && data.notes.length > 0 && (
        <section className="stack">
          <h3>{t("relationship.notes")}</h3>
          <ul className="stack tight">
            {data.notes.slice(0, 3).map((note) => (
              <li key={note.id} className="small" dir="auto">
                {note.text}
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function PromiseRow({ promise, ticket, now }: { promise: Promised; ticket: string; now: Date }) {
  const queries = useQueryClient();
  const keep = useMutation({
    mutationFn: () => post(`/api/tickets/${promise.ticketId}/promises/${promise.id}/keep`),
    onSuccess: () => void queries.invalidateQueries({ queryKey: ["handover", ticket] }),
  });
  const isLate = promise.dueAt !== null && new Date(promise.dueAt) < now;
  return (
    <li className="row">
      <span className="grow" dir="auto">
        {promise.text}
      </span>
      {promise.dueAt !== null && <Badge tone={isLate ? "bad" : "warn"}>{distance(promise.dueAt, now)}</Badge>}
      <Button small icon="check" isDisabled={keep.isPending} onPress={() => keep.mutate()}>
        {t("relationship.kept")}
      </Button>
    </li>
  );
}

function NewPromise({ ticket }: { ticket: string }) {
  const queries = useQueryClient();
  const [text, setText] = useState("");
  const make = useMutation({
    mutationFn: () => post(`/api/tickets/${ticket}/promises`, { text }, { "Idempotency-Key": crypto.randomUUID() }),
    onSuccess: () => {
      setText("");
      void queries.invalidateQueries({ queryKey: ["handover", ticket] });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() !== "") {
      make.mutate();
    }
  };
  return (
    <form className="row" onSubmit={submit}>
      <input
        className="input"
        dir="auto"
        value={text}
        aria-label={t("relationship.newPromise")}
        placeholder={t("relationship.newPromise")}
        onChange={(event) => setText(event.target.value)}
      />
    </form>
  );
}
