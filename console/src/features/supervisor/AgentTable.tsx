import { useQuery } from "@tanstack/react-query";
import { agentsQuery } from "../../api/queries";
import type { Agent, Presence } from "../../api/types";
import { Badge } from "../../design/parts";
import { useNow } from "../../design/useNow";
import { distance, number } from "../../i18n/format";
import { t, tOr } from "../../i18n/i18n";
import { languageName } from "../customer/languageName";
import "../presence/presence.css";

const REFRESH_MILLIS = 10_000;
const ORDER: Presence[] = ["ready", "draining", "away", "disconnected", "offline"];

/** The agents by state, with what they carry. */
export function AgentTable() {
  const now = useNow();
  const { data: agents = [] } = useQuery({ ...agentsQuery, refetchInterval: REFRESH_MILLIS });
  const sorted = [...agents].sort(
    (one, other) =>
      ORDER.indexOf(one.presence) - ORDER.indexOf(other.presence) || one.displayName.localeCompare(other.displayName),
  );
  return (
    <table className="table">
      <thead>
        <tr>
          <th scope="col">{t("customer.assignee")}</th>
          <th scope="col">{t("presence.title")}</th>
          <th scope="col">{t("board.load")}</th>
          <th scope="col" className="figure">
            {t("inbox.tickets")}
          </th>
          <th scope="col">{t("admin.skills")}</th>
        </tr>
      </thead>
      <tbody>
        {sorted.map((agent) => (
          <tr key={agent.login}>
            <td>
              <bdi>{agent.displayName}</bdi>
            </td>
            <td>
              <span className="row">
                <span className={`dot ${agent.presence}`} />
                {tOr("presence", agent.presence)}
                <span className="small quiet-text">{distance(agent.presenceSince, now)}</span>
              </span>
            </td>
            <td>
              <Load agent={agent} />
            </td>
            <td className="figure">{number(agent.tickets)}</td>
            <td>
              <span className="row wrap">
                {agent.languages.map((language) => (
                  <Badge key={language} tone="info">
                    {languageName(language)}
                  </Badge>
                ))}
                {Object.entries(agent.skills).map(([skill, level]) => (
                  <Badge key={skill}>
                    {skill} {level}
                  </Badge>
                ))}
              </span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Load({ agent }: { agent: Agent }) {
  return (
    <span className="row">
      <meter className="load" min={0} max={Math.max(agent.capacity, 1)} value={agent.load} aria-label={t("board.load")} />
      <span className="small">
        {number(agent.load)} / {number(agent.capacity)}
      </span>
    </span>
  );
}
