import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Menu, MenuItem, MenuTrigger, Popover } from "react-aria-components";
import { post } from "../../api/client";
import { mentionsQuery } from "../../api/queries";
import { go } from "../../app/route";
import { Icon } from "../../design/Icon";
import { useNow } from "../../design/useNow";
import { brief } from "../../i18n/format";
import { t } from "../../i18n/i18n";
import "./mentions.css";

/** Notes that name this agent and were not looked at yet. */
export function Mentions() {
  const queries = useQueryClient();
  const now = useNow();
  const { data: mentions = [] } = useQuery(mentionsQuery);
  const look = useMutation({
    mutationFn: (message: string) => post(`/api/mentions/${message}/seen`),
    onSuccess: () => void queries.invalidateQueries({ queryKey: mentionsQuery.queryKey }),
  });
  const open = (message: string) => {
    const mention = mentions.find((each) => each.messageId === message);
    if (mention !== undefined) {
      go({ page: "inbox", view: "all", ticket: mention.ticketId });
      look.mutate(message);
    }
  };
  return (
    <MenuTrigger>
      <Button className="button bare icon-only mentions" aria-label={t("mention.title", { count: mentions.length })}>
        <Icon name="bell" />
        {mentions.length > 0 && <span className="count">{mentions.length}</span>}
      </Button>
      <Popover className="popover" placement="end bottom">
        {mentions.length === 0 ? (
          <p className="choice quiet-text">{t("mention.none")}</p>
        ) : (
          <Menu aria-label={t("mention.title", { count: mentions.length })} onAction={(key) => open(String(key))}>
            {mentions.map((mention) => (
              <MenuItem key={mention.messageId} id={mention.messageId} className="choice" textValue={mention.excerpt}>
                <span className="grow">
                  <bdi>{mention.by}</bdi> <span className="small quiet-text">{brief(mention.at, now)}</span>
                  <br />
                  <span className="small" dir="auto">
                    {mention.excerpt}
                  </span>
                </span>
              </MenuItem>
            ))}
          </Menu>
        )}
      </Popover>
    </MenuTrigger>
  );
}
