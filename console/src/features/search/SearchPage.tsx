import { infiniteQueryOptions, useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Input, Link, SearchField } from "react-aria-components";
import { get } from "../../api/client";
import type { Hit, SearchResults } from "../../api/types";
import { go, pathOf } from "../../app/route";
import { channelIcon, Icon } from "../../design/Icon";
import { Button, Empty } from "../../design/parts";
import { moment } from "../../i18n/format";
import { t, tOr } from "../../i18n/i18n";
import { OpenTicket } from "../inbox/InboxPage";
import { TicketRow } from "../inbox/TicketRow";
import "../inbox/inbox.css";
import "./search.css";

const SETTLE_MILLIS = 200;

const searchQuery = (q: string) =>
  infiniteQueryOptions({
    queryKey: ["search", q],
    queryFn: ({ pageParam, signal }) =>
      get<SearchResults>("/api/search", { q, limit: 30, cursor: pageParam ?? undefined }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    enabled: q !== "",
  });

/** Everything that was said, found by its words in any language. */
export function SearchPage({ query, ticket }: { query: string; ticket: string | null }) {
  const [text, setText] = useState(query);
  const [timer, setTimer] = useState<ReturnType<typeof setTimeout>>();
  const results = useInfiniteQuery(searchQuery(query));
  const pages = results.data?.pages ?? [];
  const hits = pages.flatMap((page) => page.messages);
  const tickets = pages[0]?.tickets ?? [];
  const write = (next: string) => {
    setText(next);
    clearTimeout(timer);
    setTimer(setTimeout(() => go({ page: "search", query: next.trim(), ticket: null }, true), SETTLE_MILLIS));
  };
  return (
    <div className="inbox">
      <section className="inbox-side" aria-label={t("nav.search")}>
        <SearchField className="search-field" value={text} onChange={write} aria-label={t("nav.search")} autoFocus>
          <Input className="input" placeholder={t("search.hint")} dir="auto" />
        </SearchField>
        <div className="rows" role="region" aria-label={t("search.results")} tabIndex={0}>
          {pages[0]?.corrected === true && <p className="notice">{t("search.corrected")}</p>}
          {results.isError && <Empty icon="alert" title={t("app.failed")} />}
          {results.isSuccess && hits.length + tickets.length === 0 && <Empty icon="search" title={t("search.nothing")} />}
          <ul>
            {tickets.map((each) => (
              <li key={each.id}>
                <TicketRow ticket={each} view="all" isSelected={each.id === ticket} />
              </li>
            ))}
            {hits.map((hit) => (
              <li key={hit.messageId}>
                <HitRow hit={hit} query={query} />
              </li>
            ))}
          </ul>
          {results.hasNextPage && (
            <p className="older">
              <Button small onPress={() => void results.fetchNextPage()}>
                {t("search.more")}
              </Button>
            </p>
          )}
        </div>
      </section>
      {ticket === null ? (
        <main className="inbox-empty">
          <Empty icon="search" title={t("search.title")}>
            <p>{t("search.explained")}</p>
          </Empty>
        </main>
      ) : (
        <OpenTicket key={ticket} id={ticket} />
      )}
    </div>
  );
}

/** A message that was found, the words marked. */
function HitRow({ hit, query }: { hit: Hit; query: string }) {
  return (
    <Link className="ticket-row hit" href={pathOf({ page: "search", query, ticket: hit.ticketId })}>
      <Icon name={hit.direction === "note" ? "note" : channelIcon(hit.channel)} />
      <span className="ticket-row-main">
        <span dir="auto">
          {hit.excerpt.map((part, index) => (part.match ? <mark key={index}>{part.text}</mark> : part.text))}
        </span>
        <span className="small quiet-text">
          {tOr("channel", hit.channel)} · {moment(hit.at)}
        </span>
      </span>
    </Link>
  );
}
