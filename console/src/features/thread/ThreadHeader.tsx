import type { Ticket } from "../../api/types";
import { channelIcon, Icon } from "../../design/Icon";
import { Badge, Button, IconButton } from "../../design/parts";
import { t, tOr } from "../../i18n/i18n";
import { keyOf, run, shown } from "../commands/commands";
import { CustomerName } from "../customer/CustomerName";
import { HandOver } from "../handing/HandOver";
import { Snooze } from "../handing/Snooze";

interface ThreadHeaderProps {
  ticket: Ticket;
  isOver: boolean;
  isBusy: boolean;
  onAct: (action: "resolve" | "reopen") => void;
}

/** Whose thread this is, how the ticket stands, and what can be done with it. */
export function ThreadHeader({ ticket, isOver, isBusy, onAct }: ThreadHeaderProps) {
  const action = isOver ? "reopen" : "resolve";
  return (
    <header className="thread-header">
      <Icon name={channelIcon(ticket.channel)} />
      <h1 className="clip">
        <bdi>
          <CustomerName ticket={ticket} />
        </bdi>
      </h1>
      <Badge tone={isOver ? "plain" : "good"}>{tOr("status", ticket.status)}</Badge>
      <div className="grow" />
      <IconButton icon="eye" label={t("command.unread")} onPress={() => run("unread")} />
      {!isOver && (
        <>
          <Snooze ticket={ticket} />
          <HandOver ticket={ticket} />
        </>
      )}
      <Button look={isOver ? "plain" : "primary"} icon={isOver ? "retry" : "check"} isDisabled={isBusy} onPress={() => onAct(action)}>
        {t(isOver ? "command.reopen" : "command.resolve")} <kbd>{shown(keyOf(action))}</kbd>
      </Button>
    </header>
  );
}
