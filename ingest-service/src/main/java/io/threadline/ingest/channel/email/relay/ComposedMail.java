package io.threadline.ingest.channel.email.relay;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Puts a mail together again that a service took apart: header fields as they were, bodies in
 * UTF-8, files. Pure: the same fields give the same bytes.
 */
final class ComposedMail {
  /** Describe the structure that the service took apart. */
  private static final Set<String> STRUCTURE =
      Set.of("content-type", "content-transfer-encoding", "mime-version", "content-disposition");

  private static final String OUTER = "=_threadline_outer";
  private static final String INNER = "=_threadline_inner";

  private final StringBuilder headers = new StringBuilder();
  private final List<String> names = new ArrayList<>();
  private final List<File> files = new ArrayList<>();
  private String text = "";
  private String html = "";

  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  private record File(String name, String contentType, @Nullable String contentId, byte[] bytes) {}

  /** Adds a header field; line breaks in it are folded. */
  ComposedMail header(String name, String value) {
    String clean = name.replaceAll("[^!-9;-~]", "");
    if (!clean.isEmpty()
        && !value.isEmpty()
        && !STRUCTURE.contains(clean.toLowerCase(Locale.ROOT))) {
      headers.append(clean).append(": ").append(value.replaceAll("[\\r\\n]+[ \\t]*", " "));
      headers.append("\r\n");
      names.add(clean.toLowerCase(Locale.ROOT));
    }
    return this;
  }

  /** Adds a field unless there is one of that name. */
  ComposedMail headerIfMissing(String name, String value) {
    return names.contains(name.toLowerCase(Locale.ROOT)) ? this : header(name, value);
  }

  /** Adds the fields of a header as mail has it. */
  ComposedMail rawHeader(String block) {
    for (String line : block.replaceAll("\\r?\\n[ \\t]+", " ").split("\\r?\\n", -1)) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        header(line.substring(0, colon), line.substring(colon + 1).strip());
      }
    }
    return this;
  }

  ComposedMail text(String body) {
    text = body;
    return this;
  }

  ComposedMail html(String body) {
    html = body;
    return this;
  }

  ComposedMail file(String name, String contentType, @Nullable String contentId, byte[] bytes) {
    files.add(new File(name, contentType, contentId, bytes));
    return this;
  }

  /** The mail. */
  byte[] bytes() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    write(out, headers + "MIME-Version: 1.0\r\n");
    write(out, "Content-Type: multipart/mixed; boundary=\"" + OUTER + "\"\r\n\r\n");
    write(out, "--" + OUTER + "\r\n");
    write(out, "Content-Type: multipart/alternative; boundary=\"" + INNER + "\"\r\n\r\n");
    if (!text.isEmpty() || html.isEmpty()) {
      part(out, INNER, "text/plain; charset=utf-8", "", text.getBytes(StandardCharsets.UTF_8));
    }
    if (!html.isEmpty()) {
      part(out, INNER, "text/html; charset=utf-8", "", html.getBytes(StandardCharsets.UTF_8));
    }
    write(out, "--" + INNER + "--\r\n");
    for (File file : files) {
      String disposition = file.contentId == null ? "attachment" : "inline";
      String name = file.name.replaceAll("[\\r\\n\"\\\\]", "_");
      String id = file.contentId == null ? "" : "Content-ID: <" + bare(file.contentId) + ">\r\n";
      part(
          out,
          OUTER,
          file.contentType.replaceAll("[\\r\\n]", " "),
          "Content-Disposition: " + disposition + "; filename=\"" + name + "\"\r\n" + id,
          file.bytes);
    }
    write(out, "--" + OUTER + "--\r\n");
    return out.toByteArray();
  }

  private static String bare(String contentId) {
    return contentId.replaceAll("[<>\\r\\n]", "");
  }

  private static void part(
      ByteArrayOutputStream out, String boundary, String type, String headers, byte[] bytes) {
    write(out, "--" + boundary + "\r\nContent-Type: " + type + "\r\n" + headers);
    write(out, "Content-Transfer-Encoding: base64\r\n\r\n");
    out.writeBytes(Base64.getMimeEncoder().encode(bytes));
    write(out, "\r\n");
  }

  private static void write(ByteArrayOutputStream out, String text) {
    out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
  }
}
