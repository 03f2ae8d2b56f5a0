import fc from "fast-check";
import { expect, test } from "vitest";
import { backoffMillis } from "./backoff";

test("waits longer each time, never beyond the bound, never in step", () => {
  fc.assert(
    fc.property(fc.nat(10_000), fc.double({ min: 0, max: 1, noNaN: true }), (attempt, chance) => {
      const millis = backoffMillis(attempt, chance);
      expect(millis).toBeGreaterThanOrEqual(150);
      expect(millis).toBeLessThanOrEqual(15_000);
    }),
  );
  expect(backoffMillis(0, 1)).toBe(300);
  expect(backoffMillis(3, 1)).toBe(2_400);
  expect(backoffMillis(3, 0)).toBe(1_200);
});
