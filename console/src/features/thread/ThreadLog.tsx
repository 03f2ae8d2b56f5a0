import { useQueryClient } from "@tanstack/react-query";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import type { Message } from "../../api/types";
import { Button } from "../../design/parts";
import { day } from "../../i18n/format";
import { t } from "../../i18n/i18n";
import type { Outgoing } from "../composer/outgoing";
import { OutgoingBubble } from "../composer/OutgoingBubble";
import { type Entry, entriesOf } from "./entries";
import { loadOlder } from "./loadThread";
import { MessageBubble } from "./MessageBubble";

const ESTIMATE_PIXELS = 72;
const AT_END_PIXELS = 80;

interface ThreadLogProps {
  customer: string;
  ticket: string;
  messages: Message[];
  pending: Outgoing[];
  unreadAfter: number;
}

/** The messages, of which only those in sight are in the page. It follows the newest unless one reads further up. */
export function ThreadLog({ customer, ticket, messages, pending, unreadAfter }: ThreadLogProps) {
  const queries = useQueryClient();
  const scroller = useRef<HTMLDivElement>(null);
  const [atEnd, setAtEnd] = useState(true);
  const entries = useMemo(() => entriesOf(messages, pending, unreadAfter), [messages, pending, unreadAfter]);
  const rows = useVirtualizer({
    count: entries.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ESTIMATE_PIXELS,
    getItemKey: (index) => entries[index]!.key,
    overscan: 10,
  });
  const size = rows.getTotalSize();
  const newest = entries.at(-1)?.key;
  useLayoutEffect(() => {
    if (atEnd && scroller.current !== null) {
      scroller.current.scrollTop = scroller.current.scrollHeight;
    }
  }, [newest, size, atEnd]);

  const showOlder = async () => {
    const height = scroller.current?.scrollHeight ?? 0;
    await loadOlder(queries, customer);
    requestAnimationFrame(() => {
      if (scroller.current !== null) {
        scroller.current.scrollTop += scroller.current.scrollHeight - height;
      }
    });
  };

  return (
    <div className="thread-place">
      <div
        className="thread-log"
        ref={scroller}
        role="log"
        aria-live="off"
        aria-label={t("thread.messages")}
        tabIndex={0}
        onScroll={({ currentTarget: { scrollHeight, scrollTop, clientHeight } }) =>
          setAtEnd(scrollHeight - scrollTop - clientHeight < AT_END_PIXELS)
        }
      >
        {(messages[0]?.seq ?? 1) > 1 && (
          <p className="older">
            <Button small onPress={() => void showOlder()}>
              {t("thread.older")}
            </Button>
          </p>
        )}
        <div style={{ blockSize: size, position: "relative" }}>
          {rows.getVirtualItems().map(({ index, start, key }) => (
            <div
              key={key}
              data-index={index}
              ref={rows.measureElement}
              className="entry-place"
              style={{ transform: `translateY(${start}px)` }}
            >
              <LogEntry entry={entries[index]!} ticket={ticket} />
            </div>
          ))}
        </div>
      </div>
      {!atEnd && (
        <div className="to-end">
          <Button small icon="down" onPress={() => setAtEnd(true)}>
            {t("thread.toNewest")}
          </Button>
        </div>
      )}
      <Announcer messages={messages} />
    </div>
  );
}

function LogEntry({ entry, ticket }: { entry: Entry; ticket: string }) {
  switch (entry.kind) {
    case "day":
      return (
        <p className="divider">
          <span>{day(entry.at)}</span>
        </p>
      );
    case "unread":
      return (
        <p className="divider unread" role="separator">
          <span>{t("thread.unread")}</span>
        </p>
      );
    case "message":
      return <MessageBubble message={entry.message} isFirstOfRun={entry.isFirstOfRun} ticket={ticket} />;
    case "outgoing":
      return <OutgoingBubble outgoing={entry.outgoing} />;
  }
}

/** Reads new messages of the customer aloud: the log cannot, since scrolling changes it as well. */
function Announcer({ messages }: { messages: Message[] }) {
  const newest = messages.at(-1);
  const heard = useRef(newest?.seq ?? 0);
  const [text, setText] = useState("");
  useEffect(() => {
    if (newest !== undefined && newest.seq > heard.current) {
      heard.current = newest.seq;
      if (newest.direction === "inbound") {
        setText(t("thread.announced", { text: newest.text }));
      }
    }
  }, [newest]);
  return (
    <div className="only-spoken" aria-live="polite">
      {text}
    </div>
  );
}
