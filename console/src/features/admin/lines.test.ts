import { expect, test } from "vitest";
import { levelsOf, linesOfLevels, linesOfSteps, stepsOf } from "./lines";

test("skills are read however people write them", () => {
  expect(levelsOf("billing 8\ngeneral: 5\n\ntechnical = 3")).toEqual({ billing: 8, general: 5, technical: 3 });
  expect(linesOfLevels({ billing: 8, general: 5 })).toBe("billing 8\ngeneral 5");
});

test("steps keep their expression and their time", () => {
  const steps = [
    { expr: "language and billing >= 5", expiresAfter: "PT60S" },
    { expr: "language", expiresAfter: null },
  ];
  expect(linesOfSteps(steps)).toBe("language and billing >= 5 for 60\nlanguage");
  expect(stepsOf(linesOfSteps(steps))).toEqual(steps);
  expect(linesOfSteps([{ expr: "language", expiresAfter: "PT1M30S" }])).toBe("language for 90");
});
