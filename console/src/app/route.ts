import { useSyncExternalStore } from "react";

/**
 * Where somebody is in the console. All of it is in the URL, so that a reload, a bookmark or a link
 * sent to a colleague opens the same place.
 */
export type Route =
  | { page: "inbox"; view: string; ticket: string | null }
  | { page: "search"; query: string; ticket: string | null }
  | { page: "supervisor"; tab: string; ticket: string | null }
  | { page: "admin"; section: string; name: string | null };

const BASE = "/console/";

export function parse(path: string, search: string): Route {
  const [page, first, second] = path.slice(BASE.length).split("/").filter(Boolean).map(decodeURIComponent);
  switch (page) {
    case "search":
      return { page, query: new URLSearchParams(search).get("q") ?? "", ticket: first ?? null };
    case "supervisor":
      return { page, tab: first ?? "now", ticket: second ?? null };
    case "admin":
      return { page, section: first ?? "agents", name: second ?? null };
    default:
      return { page: "inbox", view: first ?? "mine", ticket: second ?? null };
  }
}

export function pathOf(route: Route): string {
  const join = (...parts: (string | null)[]) =>
    BASE + parts.filter((part): part is string => part !== null && part !== "").map(encodeURIComponent).join("/");
  switch (route.page) {
    case "inbox":
      return join("inbox", route.view, route.ticket);
    case "search":
      return join("search", route.ticket) + (route.query === "" ? "" : `?q=${encodeURIComponent(route.query)}`);
    case "supervisor":
      return join("supervisor", route.tab, route.ticket);
    case "admin":
      return join("admin", route.section, route.name);
  }
}

let current: { url: string; route: Route } | null = null;
const listeners = new Set<() => void>();

function here(): Route {
  const url = location.pathname + location.search;
  if (current?.url !== url) {
    current = { url, route: parse(location.pathname, location.search) };
  }
  return current.route;
}

function tell(): void {
  listeners.forEach((listener) => listener());
}

function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) {
    addEventListener("popstate", tell);
  }
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) {
      removeEventListener("popstate", tell);
    }
  };
}

export function useRoute(): Route {
  return useSyncExternalStore(subscribe, here);
}

/** Goes to a place; with replace the one before is forgotten. */
export function go(to: Route | string, replace = false): void {
  const path = typeof to === "string" ? to : pathOf(to);
  if (path !== location.pathname + location.search) {
    history[replace ? "replaceState" : "pushState"](null, "", path);
    tell();
  }
}

/** The place now, for code outside of components. */
export const currentRoute = here;
