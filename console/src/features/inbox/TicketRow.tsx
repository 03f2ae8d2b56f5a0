import { Link } from "react-aria-components";
import type { Ticket } from "../../api/types";
import { pathOf } from "../../app/route";
import { channelIcon, Icon } from "../../design/Icon";
import { Badge, type Tone } from "../../design/parts";
import { useNow } from "../../design/useNow";
import { brief, distance } from "../../i18n/format";
import { t, tOr } from "../../i18n/i18n";
import { CustomerName } from "../customer/CustomerName";
import { piecesOf } from "../thread/richText";

const TONES: Record<string, Tone> = { new: "info", open: "good", pending: "plain", on_hold: "warn" };

/** A ticket in a list: who, how it stands, the newest message, what is due. */
export function TicketRow({ ticket, view, isSelected }: { ticket: Ticket; view: string; isSelected: boolean }) {
  const now = useNow();
  const isUnread = ticket.unread && !isSelected;
  const late = ticket.dueAt !== null && new Date(ticket.dueAt) < now;
  return (
    <Link
      className={`ticket-row ${isUnread ? "unread" : ""}`}
      href={pathOf({ page: "inbox", view, ticket: ticket.id })}
      aria-current={isSelected ? "true" : undefined}
    >
      <Icon name={channelIcon(ticket.channel)} />
      <span className="ticket-row-main">
        <span className="row spread">
          <bdi className="clip name">
            <CustomerName ticket={ticket} />
          </bdi>
          <time className="small quiet-text" dateTime={ticket.last?.at ?? ticket.openedAt}>
            {brief(ticket.last?.at ?? ticket.openedAt, now)}
          </time>
        </span>
        <span className="clip small quiet-text" dir="auto">
          {piecesOf(ticket.last?.text ?? ticket.queue ?? "").map(({ kind, text }, index) =>
            kind === "text" ? text : <bdi key={index} dir="ltr">{text}</bdi>,
          )}
        </span>
        <span className="row badges">
          <Badge tone={TONES[ticket.status]}>{tOr("status", ticket.status)}</Badge>
          {ticket.priority !== "normal" && <Badge tone="warn">{tOr("priority", ticket.priority)}</Badge>}
          {ticket.dueAt !== null && (
            <Badge tone={late ? "bad" : "warn"}>
              <Icon name="clock" />
              {distance(ticket.dueAt, now)}
            </Badge>
          )}
          {isUnread && (
            <span className="unread-mark">
              <span className="only-spoken">{t("inbox.unread")}</span>
            </span>
          )}
        </span>
      </span>
    </Link>
  );
}
