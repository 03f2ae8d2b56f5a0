import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import {
  Autocomplete,
  Dialog,
  DialogTrigger,
  Input,
  ListBox,
  ListBoxItem,
  Popover,
  SearchField,
  useFilter,
} from "react-aria-components";
import { post, Problem } from "../../api/client";
import { cannedQuery, macrosQuery } from "../../api/queries";
import type { Rendered, Ticket } from "../../api/types";
import { Icon } from "../../design/Icon";
import { IconButton } from "../../design/parts";
import { t } from "../../i18n/i18n";

interface QuickTextsProps {
  ticket: Ticket;
  seenSeq: number;
  isOpen: boolean;
  onOpenChange: (open: boolean) => void;
  onText: (text: string) => void;
}

/** Canned responses, which come into the field to be read first, and macros, which act at once. */
export function QuickTexts({ ticket, seenSeq, isOpen, onOpenChange, onText }: QuickTextsProps) {
  const queries = useQueryClient();
  const [search, setSearch] = useState("");
  const { contains } = useFilter({ sensitivity: "base" });
  const { data: canned = [] } = useQuery({ ...cannedQuery, enabled: isOpen });
  const { data: macros = [] } = useQuery({ ...macrosQuery, enabled: isOpen });
  const act = useMutation({
    mutationFn: async (key: string) => {
      const [kind, id] = [key.slice(0, key.indexOf(":")), key.slice(key.indexOf(":") + 1)];
      if (kind === "canned") {
        const rendered = await post<Rendered>(`/api/canned-responses/${id}/render`, { ticketId: ticket.id });
        onText(rendered.text);
      } else {
        const run = { "Idempotency-Key": crypto.randomUUID() };
        await post(`/api/tickets/${ticket.id}/macros/${id}`, { seenSeq }, run);
        void queries.invalidateQueries({ queryKey: ["ticket", ticket.id] });
      }
      onOpenChange(false);
    },
  });
  const items = [
    ...canned.map(({ id, name, shortcut, texts }) => ({
      id: `canned:${id}`,
      name: shortcut === null ? name : `/${shortcut} ${name}`,
      text: Object.values(texts)[0] ?? "",
    })),
    ...macros.map(({ id, name }) => ({ id: `macro:${id}`, name, text: t("quick.macro") })),
  ].filter((item) => contains(item.name, search));
  return (
    <DialogTrigger isOpen={isOpen} onOpenChange={onOpenChange}>
      <IconButton icon="star" small label={t("quick.title")} />
      <Popover className="popover" placement="top start">
        <Dialog aria-label={t("quick.title")} className="stack quick">
          <Autocomplete inputValue={search} onInputChange={setSearch}>
            <SearchField aria-label={t("quick.title")} autoFocus>
              <Input className="input" dir="auto" placeholder={t("quick.search")} />
            </SearchField>
            {act.error instanceof Problem && (
              <p className="notice bad" role="alert">
                <bdi>{act.error.detail}</bdi>
              </p>
            )}
            <ListBox
              aria-label={t("quick.title")}
              items={items}
              onAction={(key) => act.mutate(String(key))}
              renderEmptyState={() => <p className="quiet-text small">{t("quick.none")}</p>}
            >
              {(item) => (
                <ListBoxItem className="choice" textValue={item.name}>
                  <Icon name={item.id.startsWith("macro") ? "retry" : "note"} />
                  <span className="grow">
                    <bdi>{item.name}</bdi>
                    <br />
                    <span className="small quiet-text clip" dir="auto">
                      {item.text}
                    </span>
                  </span>
                </ListBoxItem>
              )}
            </ListBox>
          </Autocomplete>
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
