import { compileMessageOrThrow } from "@lingui/message-utils/compileMessage";
import react from "@vitejs/plugin-react";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";

/** Parses the catalogues' ICU messages here, so that the browser need not. */
function catalogues(): Plugin {
  return {
    name: "threadline-catalogues",
    enforce: "pre",
    transform(source, id) {
      if (!/\/locales\/\w+\.json$/.test(id)) {
        return null;
      }
      const messages = JSON.parse(source) as Record<string, string>;
      const compiled = Object.fromEntries(
        Object.entries(messages).map(([key, message]) => [key, compileMessageOrThrow(message)]),
      );
      return { code: JSON.stringify(compiled), map: null };
    },
  };
}

const system = process.env.THREADLINE_URL ?? "http://localhost:8080";

export default defineConfig({
  base: "/console/",
  plugins: [catalogues(), react()],
  build: {
    target: ["chrome123", "firefox121", "safari17.5"],
    // A strict content security policy: no inline scripts, no data: URLs.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1000,
  },
  server: {
    proxy: Object.fromEntries(
      ["/api", "/auth", "/ws", "/sim", "/console/settings.json"].map((path) => [path, { target: system, ws: true }]),
    ),
  },
  test: { include: ["src/**/*.test.ts", "src/**/*.test.tsx"] },
});
