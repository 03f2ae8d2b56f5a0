import { useQuery } from "@tanstack/react-query";
import { Link } from "react-aria-components";
import { customerQuery, customerTicketsQuery } from "../../api/queries";
import type { Ticket } from "../../api/types";
import { pathOf } from "../../app/route";
import { channelIcon, Icon } from "../../design/Icon";
import { Avatar, Badge } from "../../design/parts";
import { moment } from "../../i18n/format";
import { t, tOr } from "../../i18n/i18n";
import { Merges } from "./Merges";
import { Relationship } from "./Relationship";
import { TicketFacts } from "./TicketFacts";
import "./customer.css";

/** Who the customer is, as far as this is known: addresses, other tickets, this ticket's facts. */
export function CustomerPanel({ ticket }: { ticket: Ticket }) {
  const { data: customer } = useQuery(customerQuery(ticket.customerId));
  const { data: tickets = [] } = useQuery(customerTicketsQuery(ticket.customerId));
  const others = tickets.filter((each) => each.id !== ticket.id);
  return (
    <aside className="customer-panel" aria-label={t("customer.title")}>
      {customer && (
        <header className="row">
          <Avatar name={customer.displayName} />
          <h2 className="clip">
            <bdi>{customer.displayName}</bdi>
          </h2>
        </header>
      )}
      <section className="stack">
        <h3>{t("customer.identities")}</h3>
        <ul className="stack tight">
          {customer?.identities.map((identity) => (
            <li key={identity.channel + identity.address} className="row">
              <Icon name={channelIcon(identity.channel)} />
              <span className="grow">
                <bdi dir="ltr" className="address">
                  {identity.address}
                </bdi>
                <br />
                <span className="small quiet-text">{tOr("channel", identity.channel)}</span>
              </span>
              <Badge tone={identity.evidence === "verified" ? "good" : "plain"}>
                {tOr("evidence", identity.evidence)}
              </Badge>
            </li>
          ))}
        </ul>
      </section>
      <Merges customer={ticket.customerId} />
      <TicketFacts key={ticket.id} ticket={ticket} />
      <Relationship ticket={ticket.id} />
      {others.length > 0 && (
        <section className="stack">
          <h3>{t("customer.otherTickets")}</h3>
          <ul className="stack tight">
            {others.map((other) => (
              <li key={other.id}>
                <Link className="other" href={pathOf({ page: "inbox", view: "all", ticket: other.id })}>
                  <Icon name={channelIcon(other.channel)} />
                  <span className="grow">{moment(other.openedAt)}</span>
                  <Badge>{tOr("status", other.status)}</Badge>
                </Link>
              </li>
            ))}
          </ul>
        </section>
      )}
    </aside>
  );
}
