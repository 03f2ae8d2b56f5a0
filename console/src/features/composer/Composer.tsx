import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { customerQuery } from "../../api/queries";
import type { Message, Ticket } from "../../api/types";
import { Button } from "../../design/parts";
import { useNow } from "../../design/useNow";
import { t } from "../../i18n/i18n";
import { useCommand } from "../commands/commands";
import { type Attached, AttachFiles } from "./AttachFiles";
import { ChannelAdviser } from "./ChannelAdviser";
import { advise } from "./channels";
import { Counter } from "./Counter";
import { QuickTexts } from "./QuickTexts";
import { useDraft } from "./useDraft";
import { longestOn, variablesLeftIn } from "./limits";
import { outgoing } from "./outgoing";
import "./composer.css";

type Mode = "reply" | "note";

/** Under which name a draft is kept. */
export const draftName = (ticket: string, mode: Mode) => `${ticket}/${mode}`;

interface ComposerProps {
  ticket: Ticket;
  messages: Message[];
  /** The newest message on the screen: what the agent has seen when sending. */
  seenSeq: number;
  /** Whether something is being written, for colleagues who look at the same thread. */
  onTyping: (typing: boolean) => void;
}

/** Where replies and notes are written. A note looks like one: nobody sends it to a customer by mistake. */
export function Composer({ ticket, messages, seenSeq, onTyping }: ComposerProps) {
  const queries = useQueryClient();
  const now = useNow();
  const { data: customer } = useQuery(customerQuery(ticket.customerId));
  const [mode, setMode] = useState<Mode>("reply");
  const [chosen, setChosen] = useState<string | null>(null);
  const [text, setText, clear] = useDraft(draftName(ticket.id, mode));
  const [files, setFiles] = useState<Attached[]>([]);
  const [isPicking, setPicking] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);

  const advice = advise(customer, messages, now);
  const channel = advice.find((each) => each.channel === chosen) ?? advice[0];
  const longest = mode === "reply" ? longestOn(channel?.channel ?? null) : null;
  const isTooLong = longest !== null && text.length > longest;
  const isClosed = mode === "reply" && channel !== undefined && !channel.isOpen;
  // A reply before the thread is on the screen would be one past the customer.
  const hasSeen = mode === "note" || seenSeq > 0;
  const empty = mode === "reply" ? variablesLeftIn(text) : [];
  const canSend = text.trim() !== "" && hasSeen && !isTooLong && !isClosed && empty.length === 0;

  const write = (to: Mode) => {
    setMode(to);
    field.current?.focus();
  };
  useCommand("reply", () => write("reply"));
  useCommand("note", () => write("note"));
  useEffect(() => field.current?.focus(), []);
  const isTyping = mode === "reply" && text.trim() !== "";
  useEffect(() => onTyping(isTyping), [isTyping]);

  const send = () => {
    if (canSend) {
      const kept = clear();
      setFiles([]);
      void outgoing
        .send(queries, {
          customer: ticket.customerId,
          ticket: ticket.id,
          kind: mode,
          text: text.trim(),
          channel: mode === "reply" && chosen !== null ? chosen : null,
          attachments: mode === "reply" ? files.map((file) => file.id) : [],
          seenSeq,
        })
        // The draft is kept until the service has the text.
        .then((isThere) => isThere && kept.forget());
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter" && !event.shiftKey && !event.nativeEvent.isComposing) {
      event.preventDefault();
      send();
    } else if (event.key === "/" && text === "") {
      event.preventDefault();
      setPicking(true);
    } else if (event.key === "Escape") {
      field.current?.blur();
    }
  };

  return (
    <section className={`composer ${mode}`} aria-label={t(mode === "reply" ? "composer.reply" : "composer.note")}>
      <div className="row composer-head">
        <div className="modes" role="group" aria-label={t("composer.kind")}>
          <Button small look="bare" icon="send" pressed={mode === "reply"} onPress={() => write("reply")}>
            {t("composer.reply")}
          </Button>
          <Button small look="bare" icon="note" pressed={mode === "note"} onPress={() => write("note")}>
            {t("composer.note")}
          </Button>
        </div>
        <QuickTexts
          ticket={ticket}
          seenSeq={seenSeq}
          isOpen={isPicking}
          onOpenChange={setPicking}
          onText={(found) => setText(text === "" ? found : `${text} ${found}`)}
        />
        {mode === "reply" && <AttachFiles files={files} onChange={setFiles} />}
        <div className="grow" />
        {mode === "reply" && channel !== undefined && (
          <ChannelAdviser advice={advice} chosen={channel} now={now} onChoose={setChosen} />
        )}
      </div>
      {isClosed && (
        <p className="notice" role="status">
          {t("composer.closed")}
        </p>
      )}
      {empty.length > 0 && (
        <p className="notice" role="status">
          <span>
            {t("composer.fillIn")} <bdi>{empty.join(", ")}</bdi>
          </span>
        </p>
      )}
      <textarea
        ref={field}
        className="composer-text"
        dir="auto"
        rows={3}
        value={text}
        aria-label={t(mode === "reply" ? "composer.replyText" : "composer.noteText")}
        placeholder={t(mode === "reply" ? "composer.replyHint" : "composer.noteHint")}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <div className="row spread">
        <span className="small quiet-text">
          {mode === "reply" ? <Counter text={text} channel={channel?.channel ?? null} longest={longest} /> : t("composer.private")}
        </span>
        <Button look="primary" icon={mode === "reply" ? "send" : "note"} isDisabled={!canSend} onPress={send}>
          {t(mode === "reply" ? "composer.send" : "composer.addNote")}
        </Button>
      </div>
    </section>
  );
}
