import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { get, post, Problem } from "../../api/client";
import { agentsQuery, ticketQuery } from "../../api/queries";
import type { Decisions } from "../../api/types";
import { go } from "../../app/route";
import { Checkbox } from "../../design/Checkbox";
import { Badge, Button, IconButton } from "../../design/parts";
import { Select } from "../../design/Select";
import { moment } from "../../i18n/format";
import { t, tOr } from "../../i18n/i18n";

const decisionsQuery = (ticket: string) =>
  queryOptions({
    queryKey: ["decisions", ticket],
    queryFn: ({ signal }) => get<Decisions>(`/api/routing/decisions/${ticket}`, {}, signal),
  });

/** Why a ticket went where it did, why it is not with somebody else, and the way to change that. */
export function Explanation({ ticket }: { ticket: string }) {
  const { data, error } = useQuery(decisionsQuery(ticket));
  const close = () => go({ page: "supervisor", tab: "now", ticket: null });
  return (
    <aside className="explanation stack" aria-label={t("board.explain")}>
      <div className="row spread">
        <h2>{t("board.explain")}</h2>
        <IconButton icon="close" label={t("app.close")} onPress={close} />
      </div>
      <Reassign ticket={ticket} />
      {error instanceof Problem && <p className="quiet-text">{error.detail}</p>}
      <ol className="stack">
        {data?.items.map((decision) => (
          <li key={`${decision.stamp.seq}/${decision.ordinal}`} className="decision">
            <p className="small quiet-text">{moment(decision.stamp.at)}</p>
            <p dir="auto">{decision.reason}</p>
          </li>
        ))}
      </ol>
      {data !== undefined && data.agents.length > 0 && (
        <section className="stack">
          <h3>{t("board.agentsNow")}</h3>
          <ul className="stack">
            {data.agents.map((verdict) => (
              <li key={verdict.agent} className="row spread">
                <bdi>{verdict.agent}</bdi>
                <Badge tone={verdict.exclusion === null ? "good" : "plain"}>
                  {verdict.exclusion === null ? t("board.canTake") : tOr("exclusion", verdict.exclusion)}
                </Badge>
              </li>
            ))}
          </ul>
        </section>
      )}
    </aside>
  );
}

/** Gives the ticket to somebody by hand. */
function Reassign({ ticket }: { ticket: string }) {
  const queries = useQueryClient();
  const { data: agents = [] } = useQuery(agentsQuery);
  const { data: known } = useQuery(ticketQuery(ticket));
  const [agent, setAgent] = useState("");
  const [override, setOverride] = useState(false);
  const assign = useMutation({
    mutationFn: () => post(`/api/routing/tickets/${ticket}/assign`, { agent, override }),
    onSuccess: () => void queries.invalidateQueries(),
  });
  return (
    <section className="stack card">
      <p>
        {t("customer.assignee")}: <bdi>{known?.assignee ?? t("customer.nobody")}</bdi>
      </p>
      <Select
        label={t("board.assignTo")}
        value={agent}
        onChange={setAgent}
        options={agents.map(({ login, displayName, presence }) => [login, `${displayName} (${tOr("presence", presence)})`])}
      />
      <Checkbox isSelected={override} onChange={setOverride}>
        {t("board.override")}
      </Checkbox>
      {assign.error instanceof Problem && (
        <p className="notice bad" role="alert">
          <bdi>{assign.error.detail}</bdi>
        </p>
      )}
      <Button look="primary" isDisabled={agent === "" || assign.isPending} onPress={() => assign.mutate()}>
        {t("board.assign")}
      </Button>
    </section>
  );
}
