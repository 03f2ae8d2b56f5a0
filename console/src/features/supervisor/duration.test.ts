import { expect, test } from "vitest";
import { durationOf, secondsOf } from "./duration";

test("durations are read as the API writes them", () => {
  expect(secondsOf("PT5M")).toBe(300);
  expect(secondsOf("PT1H0.5S")).toBe(3600.5);
  expect(secondsOf("P1DT2H")).toBe(93_600);
  expect(secondsOf(durationOf(42))).toBe(42);
  expect(["", "P", "5 minutes", "PT-5M"].map(secondsOf)).toEqual([null, null, null, null]);
});
