import { useEffect, useEffectEvent, useSyncExternalStore } from "react";
import type { MessageKey } from "../../i18n/i18n";
import { preferences } from "../preferences/preferences";

/**
 * What can be done from the keyboard, with the key it has unless a person chose another. Keys are
 * named by their place on the keyboard (KeyboardEvent.code), so they stay where they are whatever
 * alphabet is typed.
 */
export const COMMANDS = {
  accept: { text: "command.accept", key: "Alt+KeyA" },
  decline: { text: "command.decline", key: "Alt+KeyD" },
  next: { text: "command.next", key: "Alt+KeyJ" },
  previous: { text: "command.previous", key: "Alt+KeyK" },
  reply: { text: "command.reply", key: "Alt+KeyL" },
  note: { text: "command.note", key: "Alt+KeyP" },
  resolve: { text: "command.resolve", key: "Alt+KeyE" },
  resolveNext: { text: "command.resolveNext", key: "Mod+Alt+KeyE" },
  reopen: { text: "command.reopen", key: "Alt+KeyO" },
  snooze: { text: "command.snooze", key: "Alt+KeyM" },
  transfer: { text: "command.transfer", key: "Alt+KeyT" },
  unread: { text: "command.unread", key: "Alt+KeyU" },
  presence: { text: "command.presence", key: "Alt+KeyR" },
  search: { text: "command.search", key: "Alt+KeyS" },
  bar: { text: "command.bar", key: "Mod+KeyK" },
  help: { text: "command.help", key: "Shift+Slash" },
} as const satisfies Record<string, { text: MessageKey; key: string }>;

export type CommandId = keyof typeof COMMANDS;

/** The key of a command. */
export const keyOf = (command: CommandId): string => preferences().keys[command] ?? COMMANDS[command].key;

/** The keys that an event stands for: `Mod` is Ctrl, and on a Mac Cmd as well. */
export function chordOf(event: Pick<KeyboardEvent, "ctrlKey" | "metaKey" | "altKey" | "shiftKey" | "code">): string {
  return [
    (event.ctrlKey || event.metaKey) && "Mod",
    event.altKey && "Alt",
    event.shiftKey && "Shift",
    event.code,
  ]
    .filter(Boolean)
    .join("+");
}

/** A chord as people read it: `Ctrl+Alt+E`. */
export const shown = (chord: string) =>
  chord
    .replace("Mod", "Ctrl")
    .replace(/Key|Digit/, "")
    .replace("Shift+Slash", "?");

type Handler = () => void;

/** What the page can do right now: the components that are there say so. */
const handlers = new Map<CommandId, Handler[]>();
let able: CommandId[] = [];
const listeners = new Set<() => void>();

function changed(): void {
  able = (Object.keys(COMMANDS) as CommandId[]).filter((id) => handlers.has(id));
  listeners.forEach((listener) => listener());
}

/** Lets a component handle a command while it is there; the one that came last has it. */
export function useCommand(command: CommandId, handler: Handler, enabled = true): void {
  const latest = useEffectEvent(handler);
  useEffect(() => {
    if (!enabled) {
      return;
    }
    const call = () => latest();
    handlers.set(command, [...(handlers.get(command) ?? []), call]);
    changed();
    return () => {
      const rest = (handlers.get(command) ?? []).filter((each) => each !== call);
      if (rest.length === 0) {
        handlers.delete(command);
      } else {
        handlers.set(command, rest);
      }
      changed();
    };
  }, [command, enabled]);
}

export function run(command: CommandId): boolean {
  const handler = handlers.get(command)?.at(-1);
  handler?.();
  return handler !== undefined;
}

/** The commands that something would happen on. */
export function useAbleCommands(): CommandId[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => able,
  );
}

/** True where typing `?` means a question mark. */
function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}

export function onKey(event: KeyboardEvent): void {
  const chord = chordOf(event);
  const command = (Object.keys(COMMANDS) as CommandId[]).find((id) => keyOf(id) === chord);
  const plain = !chord.includes("Mod") && !chord.includes("Alt");
  if (command === undefined || event.repeat || (plain && isTyping(event.target))) {
    return;
  }
  if (run(command)) {
    event.preventDefault();
  }
}
