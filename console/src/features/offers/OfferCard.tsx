import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { ticketQuery } from "../../api/queries";
import type { Offer } from "../../api/types";
import { channelIcon, Icon } from "../../design/Icon";
import { Badge, Button } from "../../design/parts";
import { useNow } from "../../design/useNow";
import { clock } from "../../i18n/format";
import { t, tOr } from "../../i18n/i18n";
import { keyOf, shown } from "../commands/commands";
import { CustomerName } from "../customer/CustomerName";
import { languageName } from "../customer/languageName";

interface OfferCardProps {
  offer: Offer;
  /** The one that the keys answer. */
  first: boolean;
  onAccept: () => void;
  onDecline: () => void;
  onExpired: () => void;
}

/** One offer: who, on what, until when, and why this agent. */
export function OfferCard({ offer, first, onAccept, onDecline, onExpired }: OfferCardProps) {
  const now = useNow();
  const { data: ticket } = useQuery(ticketQuery(offer.ticketId));
  const total = new Date(offer.expiresAt).getTime() - new Date(offer.madeAt).getTime();
  const left = Math.max(0, new Date(offer.expiresAt).getTime() - now.getTime());
  useEffect(() => {
    if (left === 0) {
      onExpired();
    }
  }, [left === 0]);
  return (
    <article className="offer stack" aria-label={t("offer.one", { queue: offer.queue })}>
      <div className="row spread">
        <h2 className="row clip">
          <Icon name={channelIcon(offer.channel)} />
          <bdi className="clip">{ticket ? <CustomerName ticket={ticket} /> : tOr("channel", offer.channel)}</bdi>
        </h2>
        <span className="countdown" role="timer" aria-label={t("offer.left")}>
          {clock(Math.ceil(left / 1000))}
        </span>
      </div>
      <progress className="time-left" max={total} value={left} aria-hidden="true" />
      <div className="row wrap">
        <Badge tone="info">{tOr("channel", offer.channel)}</Badge>
        <Badge>{offer.queue}</Badge>
        {offer.language !== null && <Badge>{languageName(offer.language)}</Badge>}
        {offer.priority !== "normal" && <Badge tone="warn">{tOr("priority", offer.priority)}</Badge>}
        {offer.consultId !== null && <Badge tone="good">{t("offer.consult")}</Badge>}
      </div>
      {ticket?.last && (
        <p className="preview" dir="auto">
          {ticket.last.text}
        </p>
      )}
      <details>
        <summary className="small">{t("offer.why")}</summary>
        <p className="small quiet-text" dir="auto">
          {offer.reason}
        </p>
      </details>
      <div className="row wrap">
        <Button look="primary" icon="check" onPress={onAccept}>
          {t("offer.accept")} {first && <kbd>{shown(keyOf("accept"))}</kbd>}
        </Button>
        <Button onPress={onDecline}>
          {t("offer.decline")} {first && <kbd>{shown(keyOf("decline"))}</kbd>}
        </Button>
      </div>
    </article>
  );
}
