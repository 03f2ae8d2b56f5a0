import { useQueryClient } from "@tanstack/react-query";
import { Icon } from "../../design/Icon";
import { Button } from "../../design/parts";
import { t } from "../../i18n/i18n";
import { drafts } from "./drafts";
import { draftName } from "./Composer";
import { type Outgoing, outgoing as all } from "./outgoing";

/** What was written here and is not in the thread yet, and what can be done about it. */
export function OutgoingBubble({ outgoing }: { outgoing: Outgoing }) {
  const queries = useQueryClient();
  const discard = () => {
    all.discard(outgoing);
    void drafts.write(draftName(outgoing.ticket, outgoing.kind), "");
  };
  return (
    <article
      className={`bubble first ${outgoing.kind === "note" ? "note" : "outbound"} ${outgoing.state}`}
      aria-label={t("thread.onItsWay")}
    >
      <p className="text" dir="auto">
        {outgoing.text}
      </p>
      {outgoing.state === "sending" && (
        <p className="bubble-foot">
          <Icon name="clock" />
          {t("outgoing.sending")}
        </p>
      )}
      {outgoing.state === "movedOn" && (
        <div className="news stack" role="alert">
          <strong>{t("outgoing.movedOn")}</strong>
          {outgoing.news.map((message) => (
            <blockquote key={message.id} dir="auto">
              {message.text}
            </blockquote>
          ))}
        </div>
      )}
      {outgoing.state === "unanswered" && (
        <p className="notice" role="alert">
          <Icon name="alert" />
          {t("outgoing.unanswered")}
        </p>
      )}
      {outgoing.state === "refused" && (
        <p className="notice bad" role="alert">
          <Icon name="alert" />
          <span>
            {t("outgoing.refused")} <bdi>{outgoing.reason}</bdi>
          </span>
        </p>
      )}
      {outgoing.state !== "sending" && (
        <div className="row wrap">
          {outgoing.state === "movedOn" ? (
            <Button small look="primary" onPress={() => void all.sendAnyway(queries, outgoing)}>
              {t("outgoing.sendAnyway")}
            </Button>
          ) : (
            <Button small look="primary" icon="retry" onPress={() => void all.retry(queries, outgoing)}>
              {t("app.tryAgain")}
            </Button>
          )}
          <Button small onPress={discard}>
            {t("outgoing.discard")}
          </Button>
        </div>
      )}
    </article>
  );
}
