import { t } from "../../i18n/i18n";
import { AgentTable } from "./AgentTable";
import { Explanation } from "./Explanation";
import { QueueTiles } from "./QueueTiles";
import { RiskTable } from "./RiskTable";
import "./supervisor.css";

/** The floor as it stands now: what waits, who works, which promises are about to break. */
export function SupervisorPage({ ticket }: { ticket: string | null }) {
  return (
    <div className={`supervisor ${ticket === null ? "" : "with-side"}`}>
      <main className="stack board">
        <h1>{t("board.title")}</h1>
        <QueueTiles />
        <section className="card stack" aria-labelledby="risk-title">
          <h2 id="risk-title">{t("board.atRisk")}</h2>
          <RiskTable selected={ticket} />
        </section>
        <section className="card stack" aria-labelledby="agents-title">
          <h2 id="agents-title">{t("board.agents")}</h2>
          <AgentTable />
        </section>
      </main>
      {ticket !== null && <Explanation key={ticket} ticket={ticket} />}
    </div>
  );
}
