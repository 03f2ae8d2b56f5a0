package io.threadline.ingest.channel.email;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The header values that nearly all mails have, as {@code text/plain; charset="utf-8"}: tokens and
 * quoted texts of plain ASCII, nothing encoded, continued or commented. They are read in one pass.
 */
final class SimpleValue {
  private final String body;
  private int at;

  private SimpleValue(String body) {
    this.body = body;
  }

  /** The value, or null if it is not that simple. */
  static @Nullable HeaderValue parse(String body) {
    SimpleValue value = new SimpleValue(body);
    String first = value.token().toLowerCase(Locale.ROOT);
    Map<String, String> parameters = new HashMap<>();
    value.blanks();
    while (value.at < body.length() && body.charAt(value.at) == ';') {
      value.at++;
      value.blanks();
      String name = value.token().toLowerCase(Locale.ROOT);
      value.blanks();
      if (name.isEmpty() && value.at == body.length()) {
        break;
      }
      if (name.isEmpty() || value.at == body.length() || body.charAt(value.at) != '=') {
        return null;
      }
      value.at++;
      value.blanks();
      String text = value.text();
      if (text == null) {
        return null;
      }
      parameters.putIfAbsent(name, text);
      value.blanks();
    }
    return first.isEmpty() || value.at < body.length() ? null : new HeaderValue(first, parameters);
  }

  private void blanks() {
    while (at < body.length() && (body.charAt(at) == ' ' || body.charAt(at) == '\t')) {
      at++;
    }
  }

  /** Characters of tokens (RFC 2045, 5.1) and the slash between type and subtype. */
  private String token() {
    int start = at;
    while (at < body.length() && isToken(body.charAt(at))) {
      at++;
    }
    return body.substring(start, at);
  }

  private static boolean isToken(char c) {
    return c > ' ' && c < 127 && "()<>@,;:\\\"[]?=*'%".indexOf(c) < 0;
  }

  /** A token or a quoted text without escapes; null for anything else. */
  private @Nullable String text() {
    if (at < body.length() && body.charAt(at) != '"') {
      String token = token();
      return token.isEmpty() ? null : token;
    }
    int end = body.indexOf('"', at + 1);
    if (end < 0) {
      return null;
    }
    String text = body.substring(at + 1, end);
    at = end + 1;
    boolean plain = text.chars().allMatch(c -> c >= ' ' && c < 127 && c != '\\');
    return plain && !text.contains("=?") ? text : null;
  }
}
