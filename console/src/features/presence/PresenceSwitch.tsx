import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { Button, Menu, MenuItem, MenuTrigger, Popover } from "react-aria-components";
import { post, put } from "../../api/client";
import { meQuery } from "../../api/queries";
import type { Agent, Presence } from "../../api/types";
import { Icon } from "../../design/Icon";
import { t, tOr } from "../../i18n/i18n";
import { useCommand } from "../commands/commands";
import "./presence.css";

const CHOICES: Presence[] = ["ready", "away", "draining", "offline"];

/** Whether offers are welcome; the state that is shown is the one that routing has. */
export function PresenceSwitch() {
  const queries = useQueryClient();
  const { data: me } = useQuery(meQuery);
  const change = useMutation({
    mutationFn: (state: Presence) => put<{ state: Presence }>("/api/agents/me/presence", { state }),
    onSuccess: ({ state }) =>
      queries.setQueryData<Agent | null>(meQuery.queryKey, (agent) => agent && { ...agent, presence: state }),
  });
  const presence = me?.presence ?? "offline";
  useCommand("presence", () => change.mutate(presence === "ready" ? "away" : "ready"), me != null);
  useSignsOfLife(me != null && presence !== "offline");
  if (me == null) {
    return null;
  }
  return (
    <MenuTrigger>
      <Button className="button presence" aria-label={t("presence.label", { state: tOr("presence", presence) })}>
        <span className={`dot ${presence}`} />
        {tOr("presence", presence)}
        <Icon name="down" />
      </Button>
      <Popover className="popover">
        <Menu aria-label={t("presence.title")} onAction={(state) => change.mutate(state as Presence)}>
          {CHOICES.map((state) => (
            <MenuItem key={state} id={state} className="choice" textValue={tOr("presence", state)}>
              <span className={`dot ${state}`} />
              <span>
                {tOr("presence", state)}
                <br />
                <span className="small quiet-text">{tOr("presenceMeans", state)}</span>
              </span>
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}

/** Tells routing that this agent's console is there; timers of a page in the background are too slow. */
function useSignsOfLife(wanted: boolean): void {
  useEffect(() => {
    if (!wanted) {
      return;
    }
    const ticker = new Worker(new URL("./ticker.ts", import.meta.url), { type: "module" });
    // One that is lost is followed by the next.
    ticker.onmessage = () => void post("/api/agents/me/heartbeat").catch(() => undefined);
    return () => ticker.terminate();
  }, [wanted]);
}
