import { Button, Menu, MenuItem, MenuTrigger, Popover } from "react-aria-components";
import { channelIcon, Icon } from "../../design/Icon";
import { clock } from "../../i18n/format";
import { t, tOr } from "../../i18n/i18n";
import type { ChannelAdvice } from "./channels";

interface ChannelAdviserProps {
  advice: ChannelAdvice[];
  chosen: ChannelAdvice;
  now: Date;
  onChoose: (channel: string) => void;
}

/** On which channel the reply leaves, and which others are open. */
export function ChannelAdviser({ advice, chosen, now, onChoose }: ChannelAdviserProps) {
  return (
    <MenuTrigger>
      <Button className="button small" aria-label={t("composer.channel", { channel: tOr("channel", chosen.channel) })}>
        <Icon name={channelIcon(chosen.channel)} />
        {tOr("channel", chosen.channel)}
        <Standing advice={chosen} now={now} />
        <Icon name="down" />
      </Button>
      <Popover className="popover" placement="top end">
        <Menu aria-label={t("composer.channels")} onAction={(channel) => onChoose(String(channel))}>
          {advice.map((each) => (
            <MenuItem key={each.channel} id={each.channel} className="choice" textValue={tOr("channel", each.channel)}>
              <Icon name={channelIcon(each.channel)} />
              <span className="grow">{tOr("channel", each.channel)}</span>
              <span className="small quiet-text">
                <Standing advice={each} now={now} /> {t(each.isPaid ? "composer.paid" : "composer.free")}
              </span>
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}

/** For how long a window is open still. */
function Standing({ advice, now }: { advice: ChannelAdvice; now: Date }) {
  if (!advice.isOpen) {
    return <span className="window closed">{t("composer.windowClosed")}</span>;
  }
  if (advice.until === null) {
    return null;
  }
  const seconds = (advice.until.getTime() - now.getTime()) / 1000;
  return (
    <span className="window" aria-label={t("composer.window")}>
      {clock(seconds)}
    </span>
  );
}
