import { Suspense } from "react";
import { Link } from "react-aria-components";
import { Icon, type IconName } from "../design/Icon";
import { Commands } from "../features/commands/Commands";
import { InboxPage } from "../features/inbox/InboxPage";
import { PreferencesMenu } from "../features/preferences/PreferencesMenu";
import { PresenceSwitch } from "../features/presence/PresenceSwitch";
import { type MessageKey, t } from "../i18n/i18n";
import { Live } from "../live/Live";
import type { Person } from "../session/session";
import { Boundary } from "./Boundary";
import { pathOf, type Route, useRoute } from "./route";
import "./shell.css";

interface Area {
  route: Route;
  icon: IconName;
  name: MessageKey;
}

const AREAS: Area[] = [{ route: { page: "inbox", view: "mine", ticket: null }, icon: "inbox", name: "nav.inbox" }];

/** The frame around every page: where one can go, how one is present, what is offered. */
export function Shell({ person }: { person: Person }) {
  const route = useRoute();
  return (
    <div className="shell">
      <nav className="rail" aria-label={t("app.main")}>
        <img src="/console/icon.svg" alt="Threadline" width="32" height="32" />
        {AREAS.map((area) => (
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
    default:
      return <InboxPage view="mine" ticket={null} />;
  }
}
