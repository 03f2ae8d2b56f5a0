import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { type Language, LANGUAGES, speak, t } from "./i18n";
import { clock, moment, number } from "./format";

const read = (language: string) =>
  JSON.parse(readFileSync(join(__dirname, `locales/${language}.json`), "utf8")) as Record<string, string>;

const english = read("en");
const others = Object.keys(LANGUAGES).filter((language) => language !== "en");

/** The names in braces, sorted: `{count}` and `{count, plural, …}` are both count. */
const values = (message: string) => [...new Set([...message.matchAll(/\{(\w+)\s*[,}]/g)].map((match) => match[1]))].sort();

describe.each(others)("the catalogue %s", (language) => {
  const catalogue = read(language);

  test("has every message, and no other", () => {
    expect(Object.keys(catalogue).sort()).toEqual(Object.keys(english).sort());
  });

  test("has texts that use the same values", () => {
    for (const [key, message] of Object.entries(catalogue)) {
      expect(message, key).not.toBe("");
      expect(values(message), key).toEqual(values(english[key]!));
    }
  });

  test("is written in its own script", () => {
    const script = { hy: /\p{Script=Armenian}/u, ky: /\p{Script=Cyrillic}/u, yi: /\p{Script=Hebrew}/u }[language];
    const foreign = Object.entries(catalogue).filter(([, text]) => script !== undefined && !script.test(text));
    // Names of products, keys and bare values are the same everywhere.
    expect(foreign.map(([key]) => key).filter((key) => english[key] !== catalogue[key])).toEqual([]);
  });
});

test("every message of the catalogue is used, and every one used is there", () => {
  const sources = readdirSync(join(__dirname, ".."), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !entry.name.includes(".test."))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8"))
    .join("\n");
  const families = [...sources.matchAll(/tOr\(\s*"(\w+)"/g)].map((match) => `${match[1]}.`);
  const unused = Object.keys(english).filter(
    (key) => !sources.includes(`"${key}"`) && !families.some((family) => key.startsWith(family)),
  );
  expect(unused).toEqual([]);
});

describe("what is spoken", () => {
  beforeAll(() => speak("en"));

  test("a language that is chosen is spoken at once", async () => {
    for (const language of Object.keys(LANGUAGES) as Language[]) {
      await speak(language);
      expect(t("session.logIn")).toBe(read(language)["session.logIn"]);
    }
    await speak("en");
  });

  test("numbers and spans are written as people read them", async () => {
    expect(number(12345.67)).toBe("12,345.7");
    expect(clock(65)).toBe("1:05");
    expect(clock(3723)).toBe("1:02:03");
    await speak("eu");
    expect(number(12345.67)).toBe("12.345,7");
    expect(moment("2026-03-02T10:00:00Z")).toContain("2026");
    await speak("en");
  });
});
