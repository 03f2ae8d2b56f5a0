import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";
import { I18nProvider, RouterProvider } from "react-aria-components";
import { Problem } from "../api/client";
import { usePreferences } from "../features/preferences/preferences";
import { Login } from "../session/Login";
import { session } from "../session/session";
import { Boundary } from "./Boundary";
import { go } from "./route";
import { Shell } from "./Shell";

/** What a refusal says stays so when it is asked again; a service that restarts is worth waiting for. */
function newQueries(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        gcTime: 10 * 60_000,
        refetchOnWindowFocus: false,
        retry: (failures, problem) => failures < 3 && problem instanceof Problem && problem.isPassing,
      },
    },
  });
}

let queries = newQueries();
session.subscribe(() => {
  // The next person must not see what the last one loaded.
  if (session.person === null) {
    queries.clear();
    queries = newQueries();
  }
});

export function App() {
  const person = useSyncExternalStore(session.subscribe, () => session.person);
  const { language } = usePreferences();
  return (
    <I18nProvider locale={language} key={language}>
      <RouterProvider navigate={(path) => go(path)}>
        <Boundary>
          {person === null ? (
            <Login />
          ) : (
            <QueryClientProvider client={queries}>
              <Shell person={person} />
            </QueryClientProvider>
          )}
        </Boundary>
      </RouterProvider>
    </I18nProvider>
  );
}
