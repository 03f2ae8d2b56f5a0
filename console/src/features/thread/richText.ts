/** A piece of a text. Addresses and numbers keep their own direction whatever the text's is. */
export type Piece = { kind: "text" | "url" | "number"; text: string };

/** http(s) addresses, without the punctuation that ends the sentence; numbers with groups or a sign. */
const MARKED = /(https?:\/\/[^\s<>"]*[^\s<>".,;:!?)\]}'»“”])|((?:\+|\b)\d[\d\s().\-–/]*\d\b)/gu;

/**
 * Cuts a text where the order of its characters would be taken apart between letters that are
 * written from right to left: a phone number's groups change places there (Unicode's bidirectional
 * algorithm, rule L2), so numbers and addresses are isolated.
 */
export function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  for (const match of text.matchAll(MARKED)) {
    if (match.index > end) {
      pieces.push({ kind: "text", text: text.slice(end, match.index) });
    }
    pieces.push({ kind: match[1] === undefined ? "number" : "url", text: match[0] });
    end = match.index + match[0].length;
  }
  if (end < text.length) {
    pieces.push({ kind: "text", text: text.slice(end) });
  }
  return pieces;
}
