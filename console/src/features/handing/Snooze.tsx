import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Menu, MenuItem, MenuTrigger, Popover } from "react-aria-components";
import { post, Problem } from "../../api/client";
import type { Ticket } from "../../api/types";
import { IconButton } from "../../design/parts";
import { useState } from "react";
import { moment } from "../../i18n/format";
import { t, type MessageKey } from "../../i18n/i18n";
import { useCommand } from "../commands/commands";

/** The times that a ticket is put off to: in an hour, tomorrow morning, next week. */
export function timesFrom(now: Date): [MessageKey, Date][] {
  const inAnHour = new Date(now.getTime() + 3_600_000);
  const morning = (days: number) => new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, 9);
  const untilMonday = ((8 - now.getDay()) % 7 || 7);
  return [
    ["snooze.hour", inAnHour],
    ["snooze.tomorrow", morning(1)],
    ["snooze.week", morning(untilMonday)],
  ];
}

/** Puts a ticket off: it comes back by itself. */
export function Snooze({ ticket }: { ticket: Ticket }) {
  const queries = useQueryClient();
  const [open, setOpen] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const putOff = useMutation({
    mutationFn: (until: Date) => post(`/api/tickets/${ticket.id}/snooze`, { until: until.toISOString() }),
    onSuccess: () => void queries.invalidateQueries({ queryKey: ["tickets"] }),
    onError: (problem) => setFailure(problem instanceof Problem ? problem.detail : String(problem)),
  });
  useCommand("snooze", () => setOpen(true));
  return (
    <MenuTrigger isOpen={open} onOpenChange={setOpen}>
      <IconButton icon="snooze" label={failure ?? t("command.snooze")} look={failure === null ? "bare" : "danger"} />
      <Popover className="popover" placement="bottom end">
        <Menu
          aria-label={t("command.snooze")}
          onAction={(index) => putOff.mutate(timesFrom(new Date())[Number(index)]![1])}
        >
          {timesFrom(new Date()).map(([text, at], index) => (
            <MenuItem key={text} id={index} className="choice spread" textValue={t(text)}>
              <span>{t(text)}</span>
              <span className="small quiet-text">{moment(at)}</span>
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
