import { useInfiniteQuery } from "@tanstack/react-query";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useMemo, useRef } from "react";
import { Link } from "react-aria-components";
import { ticketsQuery } from "../../api/queries";
import type { Ticket } from "../../api/types";
import { go, pathOf } from "../../app/route";
import { Button, Empty } from "../../design/parts";
import { t } from "../../i18n/i18n";
import { useCommand } from "../commands/commands";
import { concernedWith } from "../notifications/notify";
import { TicketRow } from "./TicketRow";
import { useViews } from "./views";

const ROW_PIXELS = 76;

interface TicketListProps {
  view: string;
  selected: string | null;
}

/** The tickets of a view, as many as there are. */
export function TicketList({ view, selected }: TicketListProps) {
  const views = useViews();
  const list = useInfiniteQuery(ticketsQuery((views.find((each) => each.id === view) ?? views[0]!).filter));
  const tickets = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data]);
  useNeighbours(view, tickets, selected);
  useEffect(() => {
    if (view === "mine") {
      concernedWith(tickets.map((ticket) => ticket.customerId));
    }
  }, [view, tickets]);
  return (
    <>
      <nav className="views" aria-label={t("view.title")}>
        {views.map((each) => (
          <Link
            key={each.id}
            className="view"
            href={pathOf({ page: "inbox", view: each.id, ticket: selected })}
            aria-current={each.id === view ? "page" : undefined}
          >
            <bdi>{each.name}</bdi>
          </Link>
        ))}
      </nav>
      {list.isError && tickets.length === 0 ? (
        <Empty icon="alert" title={t("app.failed")}>
          <Button onPress={() => void list.refetch()}>{t("app.tryAgain")}</Button>
        </Empty>
      ) : list.isSuccess && tickets.length === 0 ? (
        <Empty icon="check" title={t("inbox.empty")}>
          <p>{t(view === "mine" ? "inbox.emptyMine" : "inbox.emptyView")}</p>
        </Empty>
      ) : (
        <Rows
          view={view}
          tickets={tickets}
          selected={selected}
          onEnd={() => list.hasNextPage && !list.isFetchingNextPage && void list.fetchNextPage()}
        />
      )}
    </>
  );
}

interface RowsProps {
  view: string;
  tickets: Ticket[];
  selected: string | null;
  /** The end of what is loaded comes into sight. */
  onEnd: () => void;
}

function Rows({ view, tickets, selected, onEnd }: RowsProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: tickets.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PIXELS,
    overscan: 8,
  });
  const shown = rows.getVirtualItems();
  const last = shown.at(-1)?.index ?? -1;
  useEffect(() => {
    if (last >= 0 && last >= tickets.length - 5) {
      onEnd();
    }
  }, [last, tickets.length]);
  return (
    <div className="rows" ref={scroller} tabIndex={-1}>
      <ul style={{ blockSize: rows.getTotalSize(), position: "relative" }} aria-label={t("inbox.tickets")}>
        {shown.map(({ index, start }) => {
          const ticket = tickets[index]!;
          return (
            <li key={ticket.id} className="row-place" style={{ transform: `translateY(${start}px)` }}>
              <TicketRow ticket={ticket} view={view} isSelected={ticket.id === selected} />
            </li>
          );
        })}
      </ul>
    </div>
  );
}

/** The keys that go from ticket to ticket. */
function useNeighbours(view: string, tickets: Ticket[], selected: string | null): void {
  const step = (by: number) => {
    const at = tickets.findIndex((ticket) => ticket.id === selected);
    const to = tickets[at < 0 ? 0 : Math.min(tickets.length - 1, Math.max(0, at + by))];
    if (to !== undefined) {
      go({ page: "inbox", view, ticket: to.id });
    }
  };
  useCommand("next", () => step(1), tickets.length > 0);
  useCommand("previous", () => step(-1), tickets.length > 0);
}
