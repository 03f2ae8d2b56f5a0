import { useSyncExternalStore } from "react";

const KEY = "threadline.seen";
const MOST = 500;

/** Up to which message this agent has seen each customer's thread, in this browser. */
class Seen {
  private bySeq = new Map<string, number>(read());
  private listeners = new Set<() => void>();

  of(customer: string): number {
    return this.bySeq.get(customer) ?? 0;
  }

  /** Seen up to there; a smaller number marks as unread again. */
  mark(customer: string, seq: number): void {
    if (this.of(customer) !== seq) {
      this.bySeq.delete(customer);
      this.bySeq.set(customer, seq);
      localStorage.setItem(KEY, JSON.stringify([...this.bySeq].slice(-MOST)));
      this.listeners.forEach((listener) => listener());
    }
  }

  use(customer: string): number {
    return useSyncExternalStore(this.subscribe, () => this.of(customer));
  }

  private subscribe = (listener: () => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
}

function read(): [string, number][] {
  try {
    return JSON.parse(globalThis.localStorage?.getItem(KEY) ?? "[]") as [string, number][];
  } catch {
    return [];
  }
}

export const seen = new Seen();
