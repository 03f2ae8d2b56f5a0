import { Suspense } from "react";
import { Link } from "react-aria-components";
import { Icon, type IconName } from "../design/Icon";
import { PreferencesMenu } from "../features/preferences/PreferencesMenu";
import { t } from "../i18n/i18n";
import type { Person } from "../session/session";
import { Boundary } from "./Boundary";
import { pathOf, type Route, useRoute } from "./route";
import "./shell.css";

interface Area {
  route: Route;
  icon: IconName;
  name: string;
}

function areasOf(person: Person): Area[] {
  const leads = person.roles.includes("supervisor") || person.roles.includes("admin");
  return [
    { route: { page: "inbox", view: "mine", ticket: null }, icon: "inbox", name: t("nav.inbox") },
    { route: { page: "search", query: "", ticket: null }, icon: "search", name: t("nav.search") },
    ...(leads
      ? ([
          { route: { page: "supervisor", tab: "queues", ticket: null }, icon: "board", name: t("nav.supervisor") },
          { route: { page: "admin", section: "agents", name: null }, icon: "settings", name: t("nav.admin") },
        ] satisfies Area[])
      : []),
  ];
}

/** The frame around every page: where one can go, how one is present, what is offered. */
export function Shell({ person }: { person: Person }) {
  const route = useRoute();
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
            <span>{area.name}</span>
          </Link>
        ))}
        <div className="grow" />
        <PreferencesMenu login={person.login} />
      </nav>
      <div className="page">
        <Boundary key={route.page}>
          <Suspense fallback={<p className="quiet-text loading">{t("app.loading")}</p>}>
            <Page route={route} />
          </Suspense>
        </Boundary>
      </div>
    </div>
  );
}

function Page({ route }: { route: Route }) {
  return <main>{route.page}</main>;
}
