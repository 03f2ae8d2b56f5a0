import { useQuery } from "@tanstack/react-query";
import { ticketQuery } from "../../api/queries";
import { Empty } from "../../design/parts";
import { t } from "../../i18n/i18n";
import { CustomerPanel } from "../customer/CustomerPanel";
import { Offers } from "../offers/Offers";
import { ThreadPane } from "../thread/ThreadPane";
import { TicketList } from "./TicketList";
import "./inbox.css";

interface InboxPageProps {
  view: string;
  ticket: string | null;
}

/** Inbox, thread and customer, side by side. */
export function InboxPage({ view, ticket }: InboxPageProps) {
  return (
    <div className="inbox">
      <section className="inbox-side" aria-label={t("nav.inbox")}>
        <Offers />
        <TicketList view={view} selected={ticket} />
      </section>
      {ticket === null ? (
        <main className="inbox-empty">
          <Empty icon="inbox" title={t("inbox.nothingOpen")}>
            <p>{t("inbox.nothingOpenHint")}</p>
          </Empty>
        </main>
      ) : (
        <OpenTicket key={ticket} id={ticket} />
      )}
    </div>
  );
}

/** A ticket with its thread and its customer. */
export function OpenTicket({ id }: { id: string }) {
  const { data: ticket, error } = useQuery(ticketQuery(id));
  if (ticket === undefined) {
    return (
      <main className="inbox-empty">
        {error === null ? (
          <p className="quiet-text loading">{t("app.loading")}</p>
        ) : (
          <Empty icon="alert" title={t("inbox.noTicket")} />
        )}
      </main>
    );
  }
  return (
    <>
      <ThreadPane ticket={ticket} />
      <CustomerPanel ticket={ticket} />
    </>
  );
}
