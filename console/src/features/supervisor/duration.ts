/** The seconds of an ISO 8601 duration in days, hours, minutes and seconds; null for anything else. */
export function secondsOf(text: string): number | null {
  const match = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?)?$/.exec(text);
  if (match === null || text === "P") {
    return null;
  }
  const [days, hours, minutes, seconds] = match.slice(1).map((part) => Number(part ?? 0));
  return ((days! * 24 + hours!) * 60 + minutes!) * 60 + seconds!;
}

export const durationOf = (seconds: number) => `PT${seconds}S`;
