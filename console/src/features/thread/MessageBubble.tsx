import { useQueryClient } from "@tanstack/react-query";
import type { Message } from "../../api/types";
import { channelIcon, Icon, type IconName } from "../../design/Icon";
import { Button } from "../../design/parts";
import { moment, time } from "../../i18n/format";
import { t, tOr } from "../../i18n/i18n";
import { outgoing } from "../composer/outgoing";
import { FormattedText } from "./FormattedText";
import { lastSeq, type ThreadData } from "./threadData";

interface MessageBubbleProps {
  message: Message;
  isFirstOfRun: boolean;
  ticket: string;
}

/** One message: what it says, in the direction of its own script, and what became of it. */
export function MessageBubble({ message, isFirstOfRun, ticket }: MessageBubbleProps) {
  const { direction, channel, author } = message;
  return (
    <article className={`bubble ${direction} ${isFirstOfRun ? "first" : ""}`} aria-label={labelOf(message)}>
      {isFirstOfRun && (
        <p className="bubble-head">
          <Icon name={direction === "note" ? "note" : channelIcon(channel)} />
          <span>{direction === "note" ? t("thread.note") : tOr("channel", channel)}</span>
          {author !== null && <bdi>{author}</bdi>}
        </p>
      )}
      {message.subject !== null && isFirstOfRun && (
        <p className="subject" dir="auto">
          {message.subject}
        </p>
      )}
      <FormattedText
        text={
          message.unsupportedType === null || message.text !== ""
            ? message.text
            : t("thread.unsupported", { type: message.unsupportedType })
        }
      />
      {message.attachments.map((attachment) => (
        <p key={attachment.reference} className="row small">
          <Icon name="clip" />
          <bdi>{attachment.fileName}</bdi>
        </p>
      ))}
      <p className="bubble-foot">
        <time dateTime={message.receivedAt} title={moment(message.receivedAt)}>
          {time(message.receivedAt)}
        </time>
        {message.delivery !== null && <DeliveryState message={message} ticket={ticket} />}
      </p>
    </article>
  );
}

const ICONS: Record<NonNullable<Message["delivery"]>, IconName> = {
  queued: "clock",
  sent: "check",
  delivered: "twoChecks",
  read: "eye",
  failed: "alert",
  uncertain: "help",
};

function DeliveryState({ message, ticket }: { message: Message; ticket: string }) {
  const state = message.delivery!;
  return (
    <span className={`delivery ${state}`}>
      <Icon name={ICONS[state]} />
      {tOr("delivery", state)}
      {message.deliveryReason && (
        <>
          : <bdi>{message.deliveryReason}</bdi>
        </>
      )}
      {(state === "failed" || state === "uncertain") && <SendAgain message={message} ticket={ticket} />}
    </span>
  );
}

/** Sends the text once more, as a message of its own. */
function SendAgain({ message, ticket }: { message: Message; ticket: string }) {
  const queries = useQueryClient();
  const again = () => {
    const customer = queries.getQueryData<{ customerId: string }>(["ticket", ticket])?.customerId;
    if (customer !== undefined) {
      const seenSeq = lastSeq(queries.getQueryData<ThreadData>(["thread", customer]));
      const { text, channel } = message;
      void outgoing.send(queries, { customer, ticket, kind: "reply", text, channel, attachments: [], seenSeq });
    }
  };
  return (
    <Button small icon="retry" onPress={again}>
      {t("delivery.again")}
    </Button>
  );
}

function labelOf({ direction, author }: Message): string {
  switch (direction) {
    case "inbound":
      return t("thread.fromCustomer");
    case "outbound":
      return t("thread.fromAgent", { agent: author ?? "" });
    case "note":
      return t("thread.noteOf", { agent: author ?? "" });
  }
}
