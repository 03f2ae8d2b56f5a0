import { useQuery } from "@tanstack/react-query";
import { savedViewsQuery } from "../../api/queries";
import { type MessageKey, t } from "../../i18n/i18n";

/** What an inbox shows: a name and the filters of the list of tickets. */
export interface View {
  id: string;
  name: string;
  filter: Record<string, string>;
}

const OPEN = "new,open,pending,on_hold";

const OWN: { id: string; text: MessageKey; filter: Record<string, string> }[] = [
  { id: "mine", text: "view.mine", filter: { assignee: "me", status: OPEN, snoozed: "false" } },
  { id: "waiting", text: "view.waiting", filter: { assignee: "none", status: OPEN, sort: "oldest" } },
  { id: "all", text: "view.all", filter: { status: OPEN } },
  { id: "snoozed", text: "view.snoozed", filter: { snoozed: "true", status: OPEN } },
  { id: "resolved", text: "view.resolved", filter: { status: "resolved,closed" } },
];

/** Our own views, and those that people have saved. */
export function useViews(): View[] {
  const { data: saved = [] } = useQuery(savedViewsQuery);
  return [
    ...OWN.map(({ id, text, filter }) => ({ id, name: t(text), filter })),
    ...saved.map(({ id, name }) => ({ id, name, filter: { view: id } })),
  ];
}
