import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "react-aria-components";
import { ticketsQuery } from "../../api/queries";
import type { Ticket } from "../../api/types";
import { pathOf } from "../../app/route";
import { channelIcon, Icon } from "../../design/Icon";
import { Badge } from "../../design/parts";
import { useNow } from "../../design/useNow";
import { distance } from "../../i18n/format";
import { t, tOr } from "../../i18n/i18n";
import { CustomerName } from "../customer/CustomerName";

const MOST = 50;
const REFRESH_MILLIS = 10_000;

/** The open tickets, the next deadline first. */
export function RiskTable({ selected }: { selected: string | null }) {
  const now = useNow();
  const filter = { status: "new,open,pending,on_hold", sort: "due" };
  const { data } = useInfiniteQuery({ ...ticketsQuery(filter), refetchInterval: REFRESH_MILLIS });
  const tickets = (data?.pages.flatMap((page) => page.items) ?? []).slice(0, MOST);
  if (tickets.length === 0) {
    return <p className="quiet-text">{t("board.nothingOpen")}</p>;
  }
  return (
    <table className="table">
      <thead>
        <tr>
          <th scope="col">{t("customer.title")}</th>
          <th scope="col">{t("customer.queue")}</th>
          <th scope="col">{t("customer.status")}</th>
          <th scope="col">{t("customer.assignee")}</th>
          <th scope="col">{t("board.due")}</th>
          <th scope="col">{t("board.why")}</th>
        </tr>
      </thead>
      <tbody>
        {tickets.map((ticket) => (
          <tr key={ticket.id} className={ticket.id === selected ? "selected" : ""}>
            <td>
              <Link className="row" href={pathOf({ page: "inbox", view: "all", ticket: ticket.id })}>
                <Icon name={channelIcon(ticket.channel)} />
                <bdi>
                  <CustomerName ticket={ticket} />
                </bdi>
              </Link>
            </td>
            <td>{ticket.queue}</td>
            <td>{tOr("status", ticket.status)}</td>
            <td>{ticket.assignee ?? t("customer.nobody")}</td>
            <td>
              <Due ticket={ticket} now={now} />
            </td>
            <td>
              <Link href={pathOf({ page: "supervisor", tab: "now", ticket: ticket.id })}>{t("board.explain")}</Link>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The next deadline, and whether it is about to be missed or was. */
function Due({ ticket, now }: { ticket: Ticket; now: Date }) {
  if (ticket.dueAt === null) {
    return "–";
  }
  const isLate = new Date(ticket.dueAt) < now;
  const isWarned = ticket.sla.some((promise) => promise.state === "warning");
  return <Badge tone={isLate ? "bad" : isWarned ? "warn" : "good"}>{distance(ticket.dueAt, now)}</Badge>;
}
