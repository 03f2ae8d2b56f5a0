import { expect, test } from "vitest";
import { parse, pathOf, type Route } from "./route";

const PLACES: [string, Route][] = [
  ["/console/inbox/mine", { page: "inbox", view: "mine", ticket: null }],
  ["/console/inbox/mine/01a2", { page: "inbox", view: "mine", ticket: "01a2" }],
  ["/console/search/01a2?q=%D5%A2%20%26%3F", { page: "search", query: "բ &?", ticket: "01a2" }],
  ["/console/supervisor/agents", { page: "supervisor", tab: "agents", ticket: null }],
  ["/console/admin/queues/general%2Feu", { page: "admin", section: "queues", name: "general/eu" }],
];

test.each(PLACES)("%s names a place, and the place its address", (url, route) => {
  const [path, search] = url.split("?");
  expect(parse(path!, search === undefined ? "" : `?${search}`)).toEqual(route);
  expect(pathOf(route)).toBe(url);
});

test("an address that names no page is the inbox", () => {
  expect(parse("/console/", "")).toEqual({ page: "inbox", view: "mine", ticket: null });
  expect(parse("/console/nonsense", "")).toMatchObject({ page: "inbox" });
});
