import { expect, test } from "vitest";
import { chordOf, COMMANDS, shown } from "./commands";

const key = (code: string, ...modifiers: string[]) => ({
  code,
  ctrlKey: modifiers.includes("ctrl"),
  metaKey: modifiers.includes("meta"),
  altKey: modifiers.includes("alt"),
  shiftKey: modifiers.includes("shift"),
});

test("a key is its place on the keyboard, whatever letter is on it", () => {
  expect(chordOf(key("KeyJ", "alt"))).toBe(COMMANDS.next.key);
  expect(chordOf(key("KeyE", "alt", "meta"))).toBe(COMMANDS.resolveNext.key);
  expect(chordOf(key("KeyE", "alt", "ctrl"))).toBe(COMMANDS.resolveNext.key);
});

test("no two commands share a key", () => {
  const keys = Object.values(COMMANDS).map((command) => command.key);
  expect(new Set(keys).size).toBe(keys.length);
});

test("keys are shown as people write them", () => {
  expect(shown("Mod+Alt+KeyE")).toBe("Ctrl+Alt+E");
  expect(shown("Shift+Slash")).toBe("?");
});
