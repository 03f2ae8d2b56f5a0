import { secondsOf } from "../supervisor/duration";

/** Lists that people write line by line, and the values that they stand for. */

/** `billing 8` a line, also `billing: 8` and `billing = 8`. */
export function levelsOf(text: string): Record<string, number> {
  return Object.fromEntries(
    linesOf(text).map((line) => {
      const [, skill, level] = /^(.*?)[\s:=]+(\d+)$/.exec(line) ?? [null, line, "5"];
      return [skill!, Number(level)];
    }),
  );
}

export const linesOfLevels = (levels: Record<string, number>) =>
  Object.entries(levels)
    .map(([skill, level]) => `${skill} ${level}`)
    .join("\n");

interface Step {
  expr: string;
  expiresAfter: string | null;
}

/** `language and billing >= 5 for 30` a line: an expression, and for how many seconds it is asked for. */
export function stepsOf(text: string): Step[] {
  return linesOf(text).map((line) => {
    const [, expr, seconds] = /^(.*?)(?:\s+for\s+(\d+))?$/.exec(line)!;
    return { expr: expr!, expiresAfter: seconds === undefined ? null : `PT${seconds}S` };
  });
}

export const linesOfSteps = (steps: { expr: string; expiresAfter: string | null }[]) =>
  steps
    .map(({ expr, expiresAfter }) => (expiresAfter === null ? expr : `${expr} for ${secondsOf(expiresAfter) ?? ""}`))
    .join("\n");

function linesOf(text: string): string[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
}
