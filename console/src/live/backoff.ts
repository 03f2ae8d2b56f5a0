const FIRST_MILLIS = 300;
const LONGEST_MILLIS = 15_000;

/**
 * How long to wait before the next attempt: twice as long each time, and by chance up to that, so
 * that a thousand consoles do not come back in the same moment ("full jitter", AWS architecture blog).
 *
 * @param attempt from 0
 * @param chance from 0 to 1
 */
export function backoffMillis(attempt: number, chance: number): number {
  const most = Math.min(LONGEST_MILLIS, FIRST_MILLIS * 2 ** Math.min(attempt, 16));
  return Math.round(most * (0.5 + chance / 2));
}
