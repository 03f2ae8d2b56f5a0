package io.threadline.ingest.channel.email;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Charsets as found in mail: labels that name a subset of what is sent are read as the superset
 * (WHATWG encoding standard), labels the JDK does not know are added, wrong or missing labels are
 * guessed as UTF-8, then windows-1252.
 */
final class Charsets {
  private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

  private static final Map<String, String> SUPERSETS =
      Map.ofEntries(
          Map.entry("iso-8859-1", "windows-1252"),
          Map.entry("iso8859-1", "windows-1252"),
          Map.entry("latin1", "windows-1252"),
          Map.entry("iso-8859-9", "windows-1254"),
          Map.entry("iso-8859-8-i", "iso-8859-8"),
          Map.entry("iso-8859-6-i", "iso-8859-6"),
          Map.entry("shift_jis", "windows-31j"),
          Map.entry("shift-jis", "windows-31j"),
          Map.entry("x-sjis", "windows-31j"),
          Map.entry("sjis", "windows-31j"),
          Map.entry("gb2312", "gb18030"),
          Map.entry("gbk", "gb18030"),
          Map.entry("x-gbk", "gb18030"),
          Map.entry("euc-kr", "x-windows-949"),
          Map.entry("ks_c_5601-1987", "x-windows-949"),
          Map.entry("ks_c_5601", "x-windows-949"),
          Map.entry("big5", "x-ms950-hkscs"),
          Map.entry("macintosh", "x-macroman"),
          Map.entry("mac", "x-macroman"),
          Map.entry("x-mac-cyrillic", "x-maccyrillic"),
          Map.entry("windows-874", "x-windows-874"),
          Map.entry("cp-850", "ibm850"),
          Map.entry("ansi", "windows-1252"),
          Map.entry("unicode", "utf-16"));

  /** Charsets in which ASCII bytes mean something else. */
  private static final Pattern WIDE =
      Pattern.compile("16|32|utf-7|hz|2022|unicode|ebcdic|ibm|cp0|cp1[01]");

  private Charsets() {}

  private static boolean isAscii(byte[] bytes) {
    for (byte b : bytes) {
      if (b < 0) {
        return false;
      }
    }
    return true;
  }

  /** The text of bytes with that label; never fails. */
  static String decode(byte[] bytes, @Nullable String label) {
    String name = label == null ? "" : label.strip().toLowerCase(Locale.ROOT);
    if (isAscii(bytes) && !WIDE.matcher(name).find()) {
      return new String(bytes, StandardCharsets.ISO_8859_1);
    }
    return switch (name) {
      case "", "us-ascii", "ascii", "unknown-8bit", "x-unknown", "8bit", "binary" -> guess(bytes);
      case "utf-7", "unicode-1-1-utf-7", "x-utf-7" -> utf7(bytes);
      case "hz-gb-2312", "hz" -> hz(bytes);
      default -> decodeNamed(bytes, name);
    };
  }

  private static String decodeNamed(byte[] bytes, String name) {
    try {
      Charset charset = Charset.forName(SUPERSETS.getOrDefault(name, name));
      return withoutMark(new String(bytes, charset));
    } catch (IllegalCharsetNameException | UnsupportedCharsetException _) {
      return guess(bytes);
    }
  }

  private static String guess(byte[] bytes) {
    try {
      return withoutMark(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException _) {
      return new String(bytes, WINDOWS_1252);
    }
  }

  private static String withoutMark(String text) {
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  /** RFC 2152: between + and - is modified base64 of UTF-16BE; "+-" is a plus sign. */
  private static String utf7(byte[] bytes) {
    StringBuilder text = new StringBuilder(bytes.length);
    int i = 0;
    while (i < bytes.length) {
      if (bytes[i] != '+') {
        text.append((char) (bytes[i++] & 0xFF));
        continue;
      }
      int end = i + 1;
      while (end < bytes.length && isBase64(bytes[end])) {
        end++;
      }
      if (end == i + 1) {
        text.append('+');
      } else {
        text.append(utf16(new String(bytes, i + 1, end - i - 1, StandardCharsets.US_ASCII)));
      }
      i = end < bytes.length && bytes[end] == '-' ? end + 1 : end;
    }
    return text.toString();
  }

  private static String utf16(String base64) {
    // A lone sixth bit group carries no byte; the decoder refuses it, so it is dropped.
    String whole = base64.length() % 4 == 1 ? base64.substring(0, base64.length() - 1) : base64;
    byte[] units = Base64.getDecoder().decode(whole);
    return new String(units, 0, units.length & ~1, StandardCharsets.UTF_16BE);
  }

  private static boolean isBase64(byte b) {
    return (b >= 'A' && b <= 'Z')
        || (b >= 'a' && b <= 'z')
        || (b >= '0' && b <= '9')
        || b == '+'
        || b == '/';
  }

  /** RFC 1843: between ~{ and ~} are GB 2312 pairs in seven bits; ~~ is a tilde. */
  private static String hz(byte[] bytes) {
    ByteArrayOutputStream gb = new ByteArrayOutputStream(bytes.length);
    boolean pairs = false;
    for (int i = 0; i < bytes.length; i++) {
      byte next = i + 1 < bytes.length ? bytes[i + 1] : 0;
      if (bytes[i] == '~' && next != 0) {
        i++;
        switch (next) {
          case '{' -> pairs = true;
          case '}' -> pairs = false;
          case '~' -> gb.write('~');
          case '\n' -> {}
          default -> {
            gb.write('~');
            gb.write(next);
          }
        }
      } else if (pairs && bytes[i] > ' ' && next != 0) {
        gb.write(bytes[i] | 0x80);
        gb.write(next | 0x80);
        i++;
      } else {
        gb.write(bytes[i]);
      }
    }
    return gb.toString(Charset.forName("gb18030"));
  }
}
