import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { Problem } from "../../api/client";
import { patchVersioned, ticketQuery } from "../../api/queries";
import type { Ticket } from "../../api/types";
import { Badge, IconButton } from "../../design/parts";
import { Select } from "../../design/Select";
import { moment } from "../../i18n/format";
import { t, tOr } from "../../i18n/i18n";
import { languageName } from "./languageName";

const PRIORITIES = ["low", "normal", "high", "urgent"];

/** What is known of a ticket, and what of it an agent sets. */
export function TicketFacts({ ticket }: { ticket: Ticket }) {
  const queries = useQueryClient();
  const change = useMutation({
    mutationFn: (patch: object) => patchVersioned<Ticket>(`/api/tickets/${ticket.id}`, ticket.version, patch),
    onSuccess: (changed) => {
      queries.setQueryData(ticketQuery(ticket.id).queryKey, changed);
      void queries.invalidateQueries({ queryKey: ["tickets"] });
    },
    // Somebody was faster: what they did is shown, and the change can be made again.
    onError: () => void queries.invalidateQueries({ queryKey: ["ticket", ticket.id] }),
  });
  return (
    <section className="stack">
      <h3>{t("customer.ticket")}</h3>
      <dl className="facts">
        <Fact name={t("customer.status")}>{tOr("status", ticket.status)}</Fact>
        <Fact name={t("customer.assignee")}>{ticket.assignee ?? t("customer.nobody")}</Fact>
        {ticket.queue !== null && <Fact name={t("customer.queue")}>{ticket.queue}</Fact>}
        {ticket.language !== null && <Fact name={t("preferences.language")}>{languageName(ticket.language)}</Fact>}
        <Fact name={t("customer.opened")}>{moment(ticket.openedAt)}</Fact>
        {ticket.snoozedUntil !== null && <Fact name={t("customer.snoozed")}>{moment(ticket.snoozedUntil)}</Fact>}
      </dl>
      <Select
        label={t("customer.priority")}
        value={ticket.priority}
        options={PRIORITIES.map((priority) => [priority, tOr("priority", priority)])}
        onChange={(priority) => change.mutate({ priority })}
      />
      <Tags tags={ticket.tags} onChange={(tags) => change.mutate({ tags })} />
      {change.error instanceof Problem && (
        <p className="notice bad" role="alert">
          <bdi>{change.error.detail}</bdi>
        </p>
      )}
    </section>
  );
}

function Tags({ tags, onChange }: { tags: string[]; onChange: (tags: string[]) => void }) {
  const [text, setText] = useState("");
  const add = () => {
    if (text.trim() !== "" && !tags.includes(text.trim())) {
      onChange([...tags, text.trim()]);
    }
    setText("");
  };
  return (
    <div className="field">
      <label htmlFor="new-tag">{t("customer.tags")}</label>
      <span className="row wrap">
        {tags.map((tag) => (
          <Badge key={tag}>
            <bdi>{tag}</bdi>
            <IconButton
              icon="close"
              small
              label={t("customer.removeTag", { tag })}
              onPress={() => onChange(tags.filter((each) => each !== tag))}
            />
          </Badge>
        ))}
      </span>
      <input
        id="new-tag"
        className="input"
        dir="auto"
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => event.key === "Enter" && add()}
        onBlur={add}
      />
    </div>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="row spread">
      <dt className="quiet-text">{name}</dt>
      <dd className="clip">
        <bdi>{children}</bdi>
      </dd>
    </div>
  );
}
