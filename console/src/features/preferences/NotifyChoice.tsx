import { Checkbox } from "../../design/Checkbox";
import { Select } from "../../design/Select";
import { t } from "../../i18n/i18n";
import { prefer, usePreferences } from "./preferences";

const NIGHTS: [string, [number, number] | null][] = [
  ["never", null],
  ["20-8", [20, 8]],
  ["22-7", [22, 7]],
];

/** Notifications are asked for, never pushed on anybody. */
export function NotifyChoice() {
  const { notify, quietHours } = usePreferences();
  const change = async (wanted: boolean) => {
    const allowed = !wanted || (await Notification.requestPermission()) === "granted";
    await prefer({ notify: wanted && allowed });
  };
  return (
    <>
      <Checkbox isSelected={notify} onChange={(wanted) => void change(wanted)}>
        {t("preferences.notify")}
      </Checkbox>
      {notify && (
        <Select
          label={t("preferences.quietHours")}
          value={quietHours === null ? "never" : quietHours.join("-")}
          options={NIGHTS.map(([name, hours]) => [name, hours === null ? t("preferences.never") : hours.map((hour) => `${hour}:00`).join(" – ")])}
          onChange={(name) => void prefer({ quietHours: NIGHTS.find(([each]) => each === name)?.[1] ?? null })}
        />
      )}
    </>
  );
}
