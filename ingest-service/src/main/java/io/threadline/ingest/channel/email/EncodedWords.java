package io.threadline.ingest.channel.email;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * RFC 2047 encoded words, as senders write them rather than as the RFC allows them: blanks inside,
 * words next to text, one character split over two words. Blanks between two words are no text.
 */
final class EncodedWords {
  private static final Pattern WORD =
      Pattern.compile("=\\?([^?\\s*]{1,60})(?:\\*[^?]*)?\\?([BbQq])\\?([^?]*)\\?=");

  private EncodedWords() {}

  /** The text with its encoded words decoded. */
  static String decode(String text) {
    if (!text.contains("=?")) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length());
    Matcher word = WORD.matcher(text);
    int end = 0;
    @Nullable String charset = null;
    ByteArrayOutputStream run = new ByteArrayOutputStream();
    while (word.find()) {
      String between = text.substring(end, word.start());
      String next = word.group(1).toLowerCase(Locale.ROOT);
      boolean continues = charset != null && between.isBlank();
      if (charset != null && !(continues && next.equals(charset))) {
        out.append(Charsets.decode(run.toByteArray(), charset));
        run.reset();
      }
      if (!continues) {
        out.append(between);
      }
      run.writeBytes(bytes(word.group(2), word.group(3), next));
      charset = next;
      end = word.end();
    }
    if (charset != null) {
      out.append(Charsets.decode(run.toByteArray(), charset));
    }
    return out.append(text, end, text.length()).toString();
  }

  private static byte[] bytes(String encoding, String text, String charset) {
    return encoding.equalsIgnoreCase("B") ? base64(text) : quoted(text, charset);
  }

  private static byte[] base64(String text) {
    StringBuilder clean = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 128 && (Character.isLetterOrDigit(c) || c == '+' || c == '/')) {
        clean.append(c);
      }
    }
    int whole = clean.length() % 4 == 1 ? clean.length() - 1 : clean.length();
    return Base64.getDecoder().decode(clean.substring(0, whole));
  }

  private static byte[] quoted(String text, String charset) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int value = c == '=' && i + 2 < text.length() ? hex(text, i + 1) : -1;
      if (c == '_') {
        bytes.write(' ');
      } else if (value >= 0) {
        bytes.write(value);
        i += 2;
      } else {
        bytes.writeBytes(String.valueOf(c).getBytes(rawCharset(c, charset)));
      }
    }
    return bytes.toByteArray();
  }

  /** The value of two hexadecimal digits, or negative. */
  private static int hex(String text, int at) {
    return (Character.digit(text.charAt(at), 16) << 4) | Character.digit(text.charAt(at + 1), 16);
  }

  /** Bytes that should have been escaped and were not: they are in the word's own charset. */
  private static Charset rawCharset(char c, String charset) {
    return c <= 0xFF && !charset.startsWith("utf")
        ? StandardCharsets.ISO_8859_1
        : StandardCharsets.UTF_8;
  }
}
