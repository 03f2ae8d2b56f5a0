package io.threadline.ingest.delivery.core;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many SMS a text takes (3GPP TS 23.038 and 23.040): 160 septets of GSM-7 or 70 units of UCS-2,
 * and 153 or 67 in each part of a longer one, since six bytes of each part say how the parts belong
 * together. No character is split over two parts.
 *
 * @param encoding that the text needs
 * @param segments at least one
 */
public record SmsSegments(Encoding encoding, int segments) {

  /** The alphabets of SMS. */
  public enum Encoding {
    /** 7 bits a character, two characters for those of the extension table. */
    GSM_7(160, 153),
    /** UTF-16 units. */
    UCS_2(70, 67);

    private final int alone;
    private final int part;

    Encoding(int alone, int part) {
      this.alone = alone;
      this.part = part;
    }
  }

  private static final String BASIC =
      "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
          + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

  private static final String EXTENSION = "\f^{}\\[~]|€";

  /** What a reader takes for one character: never split. */
  private static final Pattern CHARACTER = Pattern.compile("\\X");

  /** Counts the segments of a text. */
  public static SmsSegments of(String text) {
    Encoding encoding =
        text.chars().allMatch(c -> BASIC.indexOf(c) >= 0 || EXTENSION.indexOf(c) >= 0)
            ? Encoding.GSM_7
            : Encoding.UCS_2;
    int total = 0;
    int parts = 1;
    int inPart = 0;
    Matcher character = CHARACTER.matcher(text);
    while (character.find()) {
      int units = units(character.group(), encoding);
      total += units;
      if (inPart + units > encoding.part) {
        parts++;
        inPart = 0;
      }
      inPart += units;
    }
    return new SmsSegments(encoding, total <= encoding.alone ? 1 : parts);
  }

  private static int units(String character, Encoding encoding) {
    return switch (encoding) {
      case UCS_2 -> character.length();
      case GSM_7 ->
          character.length()
              + (int) character.chars().filter(c -> EXTENSION.indexOf(c) >= 0).count();
    };
  }
}
