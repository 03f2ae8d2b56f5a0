import { number } from "../../i18n/format";
import { t } from "../../i18n/i18n";
import { smsOf } from "./limits";

interface CounterProps {
  text: string;
  channel: string | null;
  longest: number | null;
}

/** How much room a text takes on its channel. */
export function Counter({ text, channel, longest }: CounterProps) {
  if (text === "" || longest === null) {
    return t("composer.keys");
  }
  if (text.length > longest) {
    return (
      <span className="over" role="status">
        {t("composer.tooLong", { over: number(text.length - longest), longest: number(longest) })}
      </span>
    );
  }
  if (channel === "sms") {
    const { parts, left, encoding } = smsOf(text);
    return t("composer.sms", { parts, left, encoding });
  }
  return t("composer.left", { left: number(longest - text.length) });
}
