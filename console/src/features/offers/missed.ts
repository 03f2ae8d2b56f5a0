import { useSyncExternalStore } from "react";
import type { OfferEnded } from "../../live/events";

/** An offer that ended without the agent. */
export interface Missed {
  offerId: string;
  ticketId: string;
  outcome: "TIMED_OUT" | "CANCELED" | "RESCINDED";
  at: string;
}

const MOST = 3;

/** The offers that were missed lately, newest first, until they are put away. */
class MissedOffers {
  private items: Missed[] = [];
  private listeners = new Set<() => void>();

  heard({ offerId, ticketId, outcome, at }: OfferEnded): void {
    if (outcome !== "ACCEPTED" && outcome !== "DECLINED") {
      this.set([{ offerId, ticketId, outcome, at }, ...this.items].slice(0, MOST));
    }
  }

  putAway(offerId: string): void {
    this.set(this.items.filter((item) => item.offerId !== offerId));
  }

  private set(items: Missed[]): void {
    this.items = items;
    this.listeners.forEach((listener) => listener());
  }

  use(): Missed[] {
    return useSyncExternalStore(this.subscribe, () => this.items);
  }

  private subscribe = (listener: () => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
}

export const missed = new MissedOffers();
