import fc from "fast-check";
import { expect, test } from "vitest";
import { smsOf, variablesLeftIn } from "./limits";

test.each([
  ["", "GSM-7", 0, 160],
  ["a".repeat(160), "GSM-7", 1, 0],
  ["a".repeat(161), "GSM-7", 2, 145],
  ["€".repeat(80), "GSM-7", 1, 0],
  ["ա".repeat(70), "UCS-2", 1, 0],
  ["ա".repeat(71), "UCS-2", 2, 63],
  ["א".repeat(134), "UCS-2", 2, 0],
  ["Кыргызча", "UCS-2", 1, 62],
  ["Kaixo, ñ eta ü badaude", "GSM-7", 1, 138],
  ["😀".repeat(35), "UCS-2", 1, 0],
  // The 34th emoji does not fit into the 67 places of the first part: one place stays empty.
  ["😀".repeat(36), "UCS-2", 2, 61],
])("%s", (text, encoding, parts, left) => {
  expect(smsOf(text)).toEqual({ encoding, parts, left });
});

test("one more character never takes fewer parts", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 400 }), fc.string({ unit: "grapheme", maxLength: 3 }), (text, more) => {
      expect(smsOf(text + more).parts).toBeGreaterThanOrEqual(smsOf(text).parts);
      expect(smsOf(text).left).toBeGreaterThanOrEqual(0);
    }),
  );
});

test("variables that nobody filled in are found", () => {
  expect(variablesLeftIn("Dear {{customer.name}}, {{ date }} or {{date}} {not} {{}}")).toEqual(["customer.name", "date"]);
  expect(variablesLeftIn("All is said.")).toEqual([]);
});
