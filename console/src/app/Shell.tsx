import { lazy, Suspense } from "react";
import { Link } from "react-aria-components";
import { Icon, type IconName } from "../design/Icon";
import { useCommand } from "../features/commands/commands";
import { Commands } from "../features/commands/Commands";
import { InboxPage } from "../features/inbox/InboxPage";
import { Mentions } from "../features/notifications/Mentions";
import { PreferencesMenu } from "../features/preferences/PreferencesMenu";
import { PresenceSwitch } from "../features/presence/PresenceSwitch";
import { SearchPage } from "../features/search/SearchPage";
import { type MessageKey, t } from "../i18n/i18n";
import { Live } from "../live/Live";
import type { Person } from "../session/session";
import { Boundary } from "./Boundary";
import { go, pathOf, type Route, useRoute } from "./route";
import "./shell.css";

const SupervisorPage = lazy(() =>
  import("../features/supervisor/SupervisorPage").then((module) => ({ default: module.SupervisorPage })),
);
const AdminPage = lazy(() => import("../features/admin/AdminPage").then((module) => ({ default: module.AdminPage })));

interface Area {
  route: Route;
  icon: IconName;
  name: MessageKey;
  /** For those who lead agents. */
  leads?: boolean;
}

const AREAS: Area[] = [
  { route: { page: "inbox", view: "mine", ticket: null }, icon: "inbox", name: "nav.inbox" },
  { route: { page: "search", query: "", ticket: null }, icon: "search", name: "nav.search" },
  { route: { page: "supervisor", tab: "now", ticket: null }, icon: "board", name: "nav.supervisor", leads: true },
  { route: { page: "admin", section: "agents", name: null }, icon: "settings", name: "nav.admin", leads: true },
];

/** Leaders are shown more; what anybody may do is the services' decision. */
const areasOf = ({ roles }: Person) =>
  AREAS.filter((area) => area.leads !== true || roles.includes("supervisor") || roles.includes("admin"));

/** The frame around every page: where one can go, how one is present, what is offered. */
export function Shell({ person }: { person: Person }) {
  const route = useRoute();
  useCommand("search", () => go({ page: "search", query: "", ticket: null }));
  return (
    <div className="shell">
      <nav className="rail" aria-label={t("app.main")}>
        <img src="/console/icon.svg" alt="Threadline" width="32" height="32" />
        {areasOf(person).map((area) => (
          <Link
            key={area.route.page}
            href={pathOf(area.route)}
            className="rail-link"
            aria-current={area.route.page === route.page ? "page" : undefined}
          >
            <Icon name={area.icon} />
            <span>{t(area.name)}</span>
          </Link>
        ))}
        <div className="grow" />
        <Mentions />
        <PresenceSwitch />
        <PreferencesMenu login={person.login} />
      </nav>
      <div className="page">
        <Live login={person.login}>
        <Boundary key={route.page}>
          <Suspense fallback={<p className="quiet-text loading">{t("app.loading")}</p>}>
            <Page route={route} />
          </Suspense>
        </Boundary>
        </Live>
      </div>
      <Commands />
    </div>
  );
}

function Page({ route }: { route: Route }) {
  switch (route.page) {
    case "inbox":
      return <InboxPage view={route.view} ticket={route.ticket} />;
    case "search":
      return <SearchPage query={route.query} ticket={route.ticket} />;
    case "supervisor":
      return <SupervisorPage ticket={route.ticket} />;
    case "admin":
      return <AdminPage section={route.section} name={route.name} />;
  }
}
