/** GSM 03.38's basic alphabet: a character takes one of the 160 places of a text message. */
const BASIC = new Set(
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà",
);

/** Its extension: two places each. */
const EXTENDED = new Set("^{}\\[~]|€\f");

/** How a text travels as SMS. */
export interface Sms {
  /** UCS-2 as soon as one character, such as every Armenian or Hebrew letter, is not in the GSM alphabet. */
  encoding: "GSM-7" | "UCS-2";
  parts: number;
  /** Places left in the last part. */
  left: number;
}

/**
 * Parts of a text: 160 places in one, 153 in each of several, because the header that joins them
 * takes the rest; in UCS-2 70 and 67. No character is torn in two (3GPP TS 23.040).
 */
export function smsOf(text: string): Sms {
  const characters = [...text];
  const isGsm = characters.every((character) => BASIC.has(character) || EXTENDED.has(character));
  const [alone, joined] = isGsm ? [160, 153] : [70, 67];
  const widths = characters.map((character) => (isGsm ? (EXTENDED.has(character) ? 2 : 1) : character.length));
  const total = widths.reduce((sum, width) => sum + width, 0);
  const encoding = isGsm ? "GSM-7" : "UCS-2";
  if (total <= alone) {
    return { encoding, parts: total === 0 ? 0 : 1, left: alone - total };
  }
  let parts = 1;
  let used = 0;
  for (const width of widths) {
    if (used + width > joined) {
      parts++;
      used = 0;
    }
    used += width;
  }
  return { encoding, parts, left: joined - used };
}

/** The longest text that a channel takes, in UTF-16 units; null where there is no such bound. */
export function longestOn(channel: string | null): number | null {
  switch (channel) {
    case "sms":
      return 1600;
    case "whatsapp":
      return 4096;
    default:
      return null;
  }
}

/** The variables that a text still has: it must not be sent like that. */
export function variablesLeftIn(text: string): string[] {
  return [...new Set([...text.matchAll(/\{\{\s*(\p{L}[\p{L}\p{N}._-]*)\s*(?:\|[^{}]*)?\}\}/gu)].map((match) => match[1]!))];
}
