import { useQueryClient } from "@tanstack/react-query";
import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef, useState } from "react";
import { onFocus } from "../features/notifications/notify";
import { t } from "../i18n/i18n";
import { Icon } from "../design/Icon";
import { session } from "../session/session";
import { apply } from "./apply";
import type { LiveEvent } from "./events";
import { type Connection, LiveSocket } from "./socket";

interface LiveState {
  connection: Connection;
  /** Tells the service something that matters now or never. */
  say: (frame: unknown) => void;
}

const LiveContext = createContext<LiveState>({ connection: "connecting", say: () => undefined });

export const useLive = () => useContext(LiveContext);

/** Keeps everything below up to date, and says so when it cannot. */
export function Live({ login, children }: { login: string; children: ReactNode }) {
  const queries = useQueryClient();
  const [connection, setConnection] = useState<Connection>("connecting");
  const current = useRef<LiveSocket>(null);
  const [say] = useState(() => (frame: unknown) => current.current?.say(frame));
  useEffect(() => {
    const url = `${location.origin.replace(/^http/, "ws")}/ws/agent`;
    const socket = new LiveSocket(url, () => session.token(), {
      onFrame: (frame) => apply(queries, login, frame as unknown as LiveEvent),
      onReset: () => void queries.invalidateQueries(),
      onConnection: setConnection,
    });
    current.current = socket;
    socket.start();
    addEventListener("focus", onFocus);
    return () => {
      socket.stop();
      removeEventListener("focus", onFocus);
    };
  }, [queries, login]);
  const state = useMemo(() => ({ connection, say }), [connection, say]);
  return (
    <LiveContext value={state}>
      {connection === "stale" && (
        <p className="notice stale" role="status">
          <Icon name="alert" />
          {t("live.stale")}
        </p>
      )}
      {children}
    </LiveContext>
  );
}
