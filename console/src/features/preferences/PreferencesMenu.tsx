import { Dialog, DialogTrigger, Popover } from "react-aria-components";
import { IconButton } from "../../design/parts";
import { type Language, LANGUAGES, t } from "../../i18n/i18n";
import { logOut } from "../../session/issuer";
import { Button } from "../../design/parts";
import { Select } from "../../design/Select";
import { prefer, type Preferences, usePreferences } from "./preferences";
import { NotifyChoice } from "./NotifyChoice";

/** Language, appearance, notifications, and the way out. */
export function PreferencesMenu({ login }: { login: string }) {
  const chosen = usePreferences();
  return (
    <DialogTrigger>
      <IconButton icon="user" label={t("preferences.title")} />
      <Popover placement="end bottom" className="popover">
        <Dialog aria-label={t("preferences.title")} className="stack preferences">
          <h2>{login}</h2>
          <Select
            label={t("preferences.language")}
            value={chosen.language}
            options={Object.entries(LANGUAGES)}
            onChange={(language) => void prefer({ language: language as Language })}
          />
          <Select
            label={t("preferences.theme")}
            value={chosen.theme}
            options={[
              ["system", t("preferences.system")],
              ["light", t("preferences.light")],
              ["dark", t("preferences.dark")],
            ]}
            onChange={(theme) => void prefer({ theme: theme as Preferences["theme"] })}
          />
          <NotifyChoice />
          <Button icon="logOut" onPress={() => void logOut()}>
            {t("session.logOut")}
          </Button>
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
