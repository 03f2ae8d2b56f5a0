import type { MessageKey } from "../../i18n/i18n";

/** What an inbox shows: a name and the filters of the list of tickets. */
export interface View {
  id: string;
  text: MessageKey;
  filter: Record<string, string>;
}

export const VIEWS: View[] = [
  { id: "mine", text: "view.mine", filter: { assignee: "me", status: "new,open,pending,on_hold" } },
  { id: "waiting", text: "view.waiting", filter: { status: "new" } },
  { id: "all", text: "view.all", filter: { status: "new,open,pending,on_hold" } },
  { id: "resolved", text: "view.resolved", filter: { status: "resolved,closed" } },
];

export const viewOf = (id: string): View => VIEWS.find((view) => view.id === id) ?? VIEWS[0]!;
