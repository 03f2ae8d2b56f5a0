import fc from "fast-check";
import { expect, test } from "vitest";
import { piecesOf } from "./richText";

test("a phone number and an address inside Yiddish are pieces of their own", () => {
  expect(piecesOf("מײַן נומער איז +1 415 555 0188, זעט https://example.com/x?y=1.")).toEqual([
    { kind: "text", text: "מײַן נומער איז " },
    { kind: "number", text: "+1 415 555 0188" },
    { kind: "text", text: ", זעט " },
    { kind: "url", text: "https://example.com/x?y=1" },
    { kind: "text", text: "." },
  ]);
});

test("only http addresses are addresses", () => {
  expect(piecesOf("javascript:alert(1) data:text/html,x").map((piece) => piece.kind)).not.toContain("url");
});

test("the pieces make the text again", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), fc.constantFrom("", "https://a.b", " +34 600 555 103 "), (text, more) => {
      expect(piecesOf(text + more + text).map((piece) => piece.text).join("")).toBe(text + more + text);
    }),
  );
});
