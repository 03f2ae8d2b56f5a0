import { tOr } from "../../i18n/i18n";

/** The name of a language: ours from the catalogue, others from the browser as far as it knows them. */
export function languageName(code: string): string {
  return tOr("language", code, new Intl.DisplayNames(["en"], { type: "language" }).of(code) ?? code);
}
