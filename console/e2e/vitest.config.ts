import { defineConfig } from "vitest/config";

/**
 * The console in a real Chromium against the running system at THREADLINE_URL. ConsoleTest of
 * deploy/system-tests starts it; by hand: `npm run e2e` beside `./threadline run`.
 */
export default defineConfig({
  test: {
    dir: import.meta.dirname,
    include: ["*.test.ts"],
    fileParallelism: false,
    testTimeout: 45_000,
    hookTimeout: 45_000,
    // One browser and one system: a failed test must not leave the next one with its tickets.
    sequence: { concurrent: false },
    bail: 0,
  },
});
