package io.threadline.ingest.channel.email.relay;

import io.threadline.ingest.channel.twilio.core.Form;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A form as mail services post it: {@code multipart/form-data} (RFC 7578), or URL-encoded when
 * there are no files. Fields stay bytes, since each may have a charset of its own.
 *
 * @param fields the first of each name
 */
record FormData(Map<String, byte[]> fields, List<File> files) {
  private static final int MAX_PARTS = 1_000;
  private static final Pattern BOUNDARY =
      Pattern.compile("boundary=\"?([^\";\\s]{1,200})", Pattern.CASE_INSENSITIVE);
  private static final Pattern NAME = Pattern.compile("(?:^|[;\\s])name=\"?([^\";\\r\\n]*)\"?");
  private static final Pattern FILE_NAME = Pattern.compile("filename=\"([^\"\\r\\n]*)\"");
  private static final Pattern TYPE = Pattern.compile("(?im)^content-type:\\s*([^\\s;]+)");

  /** An uploaded file. */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  record File(String field, String name, String contentType, byte[] bytes) {}

  /** Reads a body of that type; null if it is no form. */
  static @Nullable FormData parse(String contentType, byte[] body) {
    String type = contentType.toLowerCase(Locale.ROOT);
    if (type.startsWith("application/x-www-form-urlencoded")) {
      FormData form = new FormData(new LinkedHashMap<>(), List.of());
      Form.parse(body)
          .parameters()
          .forEach(
              p -> form.fields.putIfAbsent(p.name(), p.value().getBytes(StandardCharsets.UTF_8)));
      return form;
    }
    Matcher boundary = BOUNDARY.matcher(contentType);
    return type.startsWith("multipart/form-data") && boundary.find()
        ? multipart(("--" + boundary.group(1)).getBytes(StandardCharsets.ISO_8859_1), body)
        : null;
  }

  private static FormData multipart(byte[] boundary, byte[] body) {
    FormData form = new FormData(new LinkedHashMap<>(), new ArrayList<>());
    int start = indexOf(body, boundary, 0);
    for (int parts = 0; start >= 0 && parts < MAX_PARTS; parts++) {
      int from = start + boundary.length;
      int next = indexOf(body, boundary, from);
      if (next < 0) {
        break;
      }
      form.add(body, from, next);
      start = next;
    }
    return form;
  }

  /** A part: line break, header, blank line, value, line break. */
  private void add(byte[] body, int from, int to) {
    int header = afterBreak(body, from, to);
    int value = header;
    while (value < to && !isBreak(body, value, to)) {
      value = afterLine(body, value, to);
    }
    String head = new String(body, header, value - header, StandardCharsets.UTF_8);
    int start = afterBreak(body, value, to);
    int end = to;
    end -= end > start && body[end - 1] == '\n' ? 1 : 0;
    end -= end > start && body[end - 1] == '\r' ? 1 : 0;
    byte[] bytes = java.util.Arrays.copyOfRange(body, Math.min(start, end), end);
    Matcher name = NAME.matcher(head);
    if (!name.find()) {
      return;
    }
    Matcher file = FILE_NAME.matcher(head);
    if (file.find()) {
      Matcher type = TYPE.matcher(head);
      files.add(
          new File(
              name.group(1),
              file.group(1),
              type.find() ? type.group(1) : "application/octet-stream",
              bytes));
    } else {
      fields.putIfAbsent(name.group(1), bytes);
    }
  }

  private static boolean isBreak(byte[] body, int at, int to) {
    return body[at] == '\n' || (body[at] == '\r' && at + 1 < to && body[at + 1] == '\n');
  }

  private static int afterBreak(byte[] body, int at, int to) {
    if (at >= to || !isBreak(body, at, to)) {
      return at;
    }
    return at + (body[at] == '\r' ? 2 : 1);
  }

  private static int afterLine(byte[] body, int at, int to) {
    int i = at;
    while (i < to && body[i] != '\n') {
      i++;
    }
    return Math.min(i + 1, to);
  }

  private static int indexOf(byte[] body, byte[] wanted, int from) {
    for (int i = from; i <= body.length - wanted.length; i++) {
      int k = 0;
      while (k < wanted.length && body[i + k] == wanted[k]) {
        k++;
      }
      if (k == wanted.length) {
        return i;
      }
    }
    return -1;
  }

  boolean has(String name) {
    return fields.containsKey(name);
  }

  /** The field as UTF-8; empty text if there is none. */
  String text(String name) {
    return text(name, StandardCharsets.UTF_8.name());
  }

  /** The field in that charset; empty text if there is none. */
  String text(String name, String charset) {
    byte[] bytes = fields.get(name);
    if (bytes == null) {
      return "";
    }
    try {
      return new String(bytes, Charset.forName(charset));
    } catch (IllegalCharsetNameException | UnsupportedCharsetException _) {
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }

  byte[] bytes(String name) {
    return fields.getOrDefault(name, new byte[0]);
  }
}
