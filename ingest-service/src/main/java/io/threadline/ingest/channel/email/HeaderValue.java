package io.threadline.ingest.channel.email;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.james.mime4j.stream.NameValuePair;
import org.apache.james.mime4j.stream.ParserCursor;
import org.apache.james.mime4j.stream.RawBody;
import org.apache.james.mime4j.stream.RawFieldParser;
import org.apache.james.mime4j.util.ByteSequence;
import org.apache.james.mime4j.util.ContentUtil;
import org.jspecify.annotations.Nullable;

/**
 * A header value with parameters, as {@code attachment; filename*0*=utf-8''a%20b}: RFC 2231
 * continuations and charsets, and the encoded words that many senders use instead.
 *
 * @param value the first part, in lower case
 * @param parameters decoded, by lower-case name
 */
record HeaderValue(String value, Map<String, String> parameters) {
  private static final int MAX_LENGTH = 64 * 1024;

  /** A header that is not there. */
  static final HeaderValue NONE = new HeaderValue("", Map.of());

  /** Reads an unfolded header body; never fails. */
  static HeaderValue parse(String body) {
    String text = body.length() > MAX_LENGTH ? body.substring(0, MAX_LENGTH) : body;
    HeaderValue simple = SimpleValue.parse(text);
    if (simple != null) {
      return simple;
    }
    ByteSequence bytes = ContentUtil.encode(StandardCharsets.UTF_8, text);
    RawBody raw = RawFieldParser.DEFAULT.parseRawBody(bytes, new ParserCursor(0, bytes.length()));
    // One section per number of a continuation: "filename*2*" is section 2 of "filename".
    Map<String, TreeMap<Integer, String>> plain = new HashMap<>();
    Map<String, Map<Integer, Boolean>> encoded = new HashMap<>();
    for (NameValuePair pair : raw.getParams()) {
      addSection(plain, encoded, pair);
    }
    Map<String, String> parameters = new HashMap<>();
    plain.forEach((name, sections) ->
        parameters.put(name, join(sections, encoded.getOrDefault(name, Map.of()))));
    String value = raw.getValue() == null ? "" : raw.getValue();
    return new HeaderValue(value.strip().toLowerCase(Locale.ROOT), parameters);
  }

  /** A decoded parameter, or null. */
  @Nullable String parameter(String name) {
    return parameters.get(name);
  }

  private static void addSection(
      Map<String, TreeMap<Integer, String>> plain,
      Map<String, Map<Integer, Boolean>> encoded,
      NameValuePair pair) {
    String name = pair.getName().strip().toLowerCase(Locale.ROOT);
    boolean extended = name.endsWith("*");
    String base = extended ? name.substring(0, name.length() - 1) : name;
    int section = 0;
    int star = base.lastIndexOf('*');
    if (star > 0 && base.substring(star + 1).matches("\\d{1,4}")) {
      section = Integer.parseInt(base.substring(star + 1));
      base = base.substring(0, star);
    } else if (extended) {
      // "filename*" beats "filename" beside it (RFC 6266, 4.3).
      plain.remove(base);
    }
    String value = pair.getValue() == null ? "" : utf8(pair.getValue());
    if (plain.computeIfAbsent(base, _ -> new TreeMap<>()).putIfAbsent(section, value) == null) {
      encoded.computeIfAbsent(base, _ -> new HashMap<>()).put(section, extended);
    }
  }

  private static String join(TreeMap<Integer, String> sections, Map<Integer, Boolean> encoded) {
    if (encoded.values().stream().noneMatch(extended -> extended)) {
      return EncodedWords.decode(String.join("", sections.values()));
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    String charset = "";
    for (Map.Entry<Integer, String> section : sections.entrySet()) {
      String value = section.getValue();
      if (encoded.getOrDefault(section.getKey(), false)) {
        int language = value.indexOf('\'');
        int text = language < 0 ? -1 : value.indexOf('\'', language + 1);
        if (section.getKey() == 0 && text >= 0) {
          charset = value.substring(0, language);
          value = value.substring(text + 1);
        }
        bytes.writeBytes(percentDecoded(value));
      } else {
        bytes.writeBytes(value.getBytes(StandardCharsets.UTF_8));
      }
    }
    return Charsets.decode(bytes.toByteArray(), charset);
  }

  /** mime4j gives bytes above 127 as one character each. */
  private static String utf8(String value) {
    boolean bytes = value.chars().anyMatch(c -> c > 0x7F) && value.chars().allMatch(c -> c <= 0xFF);
    return bytes ? Charsets.decode(value.getBytes(StandardCharsets.ISO_8859_1), null) : value;
  }

  private static byte[] percentDecoded(String value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(value.length());
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      int high = c == '%' && i + 2 < value.length() ? Character.digit(value.charAt(i + 1), 16) : -1;
      int low = high >= 0 ? Character.digit(value.charAt(i + 2), 16) : -1;
      if (low >= 0) {
        bytes.write((high << 4) | low);
        i += 2;
      } else {
        bytes.writeBytes(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
      }
    }
    return bytes.toByteArray();
  }
}
