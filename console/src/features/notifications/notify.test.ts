import { expect, test } from "vitest";
import { isQuiet } from "./notify";

test("quiet hours may span midnight", () => {
  expect([19, 20, 23, 0, 7, 8, 12].filter((hour) => isQuiet([20, 8], hour))).toEqual([20, 23, 0, 7]);
  expect([8, 9, 16, 17].filter((hour) => isQuiet([9, 17], hour))).toEqual([9, 16]);
  expect(isQuiet(null, 3)).toBe(false);
});
