import { useQuery } from "@tanstack/react-query";
import { queueStatesQuery, queuesQuery } from "../../api/queries";
import { clock, number } from "../../i18n/format";
import { t } from "../../i18n/i18n";
import { secondsOf } from "./duration";

const REFRESH_MILLIS = 5_000;

/** A tile for each queue: how many wait, for how long, beside what was promised. */
export function QueueTiles() {
  const { data: states = [] } = useQuery({ ...queueStatesQuery, refetchInterval: REFRESH_MILLIS });
  const { data: queues = [] } = useQuery(queuesQuery);
  return (
    <ul className="tiles" aria-label={t("board.queues")}>
      {states.map((state) => {
        const queue = queues.find((each) => each.name === state.queue);
        const target = secondsOf(queue?.target ?? "") ?? Infinity;
        const share = state.depth === 0 ? 0 : state.oldestWaitSeconds / target;
        const tone = share >= 1 ? "bad" : share >= 0.8 ? "warn" : "good";
        return (
          <li key={state.queue} className={`card tile ${tone}`}>
            <h2 className="clip">
              <bdi>{queue?.displayName ?? state.queue}</bdi>
            </h2>
            <p className="depth">
              {number(state.depth)} <span>{t("board.waiting")}</span>
            </p>
            <p className="small quiet-text">
              {t("board.oldest", { wait: clock(state.oldestWaitSeconds) })}
              {target < Infinity && ` · ${t("board.target", { target: clock(target) })}`}
            </p>
          </li>
        );
      })}
    </ul>
  );
}
