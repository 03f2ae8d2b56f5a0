import { type QueryClient, useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { useLive } from "../../live/Live";

/** A colleague who has the same thread in front of them. */
export interface Viewer {
  agent: string;
  typing: boolean;
}

const AGAIN_MILLIS = 10_000;

const key = (conversation: string) => ["viewers", conversation];

/** The live view tells who looks at a thread, whenever that changes. */
export function onViewers(queries: QueryClient, data: { conversationId: string; viewers: Viewer[] }): void {
  queries.setQueryData(key(data.conversationId), data.viewers);
}

/** Tells colleagues that this agent looks at a thread, and whether they write; answers who else does. */
export function useViewing(conversation: string, login: string, typing: boolean): Viewer[] {
  const { connection, say } = useLive();
  useEffect(() => {
    if (connection !== "live") {
      return;
    }
    const look = () => say({ type: "viewing", conversationId: conversation, typing });
    look();
    const timer = setInterval(look, AGAIN_MILLIS);
    return () => clearInterval(timer);
  }, [conversation, connection, say, typing]);
  useEffect(() => () => say({ type: "left", conversationId: conversation }), [conversation, say]);
  const { data = [] } = useQuery<Viewer[]>({ queryKey: key(conversation), queryFn: () => [], staleTime: Infinity });
  return data.filter((viewer) => viewer.agent !== login);
}
