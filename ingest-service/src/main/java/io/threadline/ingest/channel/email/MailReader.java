package io.threadline.ingest.channel.email;

import io.threadline.ingest.channel.email.core.CalendarText;
import io.threadline.ingest.channel.email.core.ReportSource;
import io.threadline.ingest.channel.email.core.SignedContent;
import io.threadline.ingest.channel.email.core.Tnef;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.stream.EntityState;
import org.apache.james.mime4j.stream.Field;
import org.apache.james.mime4j.stream.MimeConfig;
import org.apache.james.mime4j.stream.MimeTokenStream;
import org.apache.james.mime4j.stream.RecursionMode;
import org.apache.james.mime4j.util.ByteSequence;
import org.jspecify.annotations.Nullable;

/**
 * Reads MIME with mime4j, within bounds of depth, parts, headers and text, and never fails: what
 * cannot be read further ends the reading, and what was read so far is the message.
 *
 * <p>A message inside a message is one file; only the outer one is read.
 */
final class MailReader {
  private static final int MAX_DEPTH = 30;
  private static final int MAX_PARTS = 1_000;
  private static final int MAX_HEADERS = 2_000;
  private static final int MAX_HEADER_BYTES = 512 * 1024;
  private static final int MAX_TEXT_BYTES = 2 * 1024 * 1024;
  private static final int MAX_REPORT_BYTES = 64 * 1024;
  private static final int MAX_REPORTS = 20;
  private static final int MAX_CONTAINER_BYTES = 16 * 1024 * 1024;
  private static final int MAX_WRAPPINGS = 3;

  private static final MimeConfig CONFIG =
      MimeConfig.custom()
          .setStrictParsing(false)
          .setMalformedHeaderStartsBody(false)
          .setMaxLineLen(-1)
          .setMaxHeaderCount(-1)
          .setMaxHeaderLen(-1)
          .setMaxContentLen(-1)
          .build();

  private final List<Mail.Header> headers = new ArrayList<>();
  private final List<String> plain = new ArrayList<>();
  private final List<String> html = new ArrayList<>();
  private final List<Mail.File> files = new ArrayList<>();
  private final List<ReportSource.Part> reports = new ArrayList<>();
  private HeaderValue type = HeaderValue.NONE;
  private HeaderValue disposition = HeaderValue.NONE;
  private boolean contentId;
  private int depth;
  private int parts;
  private int partsBefore;
  private String preamble = "";
  private String invitation = "";
  private long textBytes;
  private long headerBytes;
  private int wrappings;
  private @Nullable String encrypted;
  private boolean cutShort;

  private MailReader() {}

  /** The message that the bytes are. */
  static Mail read(byte[] bytes) {
    MailReader reader = new MailReader();
    reader.readAll(LineEnds.withLineFeeds(bytes));
    if (reader.headers.isEmpty() && reader.plain.stream().allMatch(String::isBlank)) {
      // Nothing in it is a header field, so all of it is text.
      reader.plain.add(
          Charsets.decode(Arrays.copyOf(bytes, Math.min(bytes.length, MAX_TEXT_BYTES)), null));
    }
    if (reader.plain.isEmpty() && reader.html.isEmpty() && !reader.invitation.isEmpty()) {
      reader.plain.add(reader.invitation);
    }
    return new Mail(
        reader.headers,
        reader.plain,
        reader.html,
        reader.files,
        reader.reports,
        reader.plain.isEmpty() && reader.html.isEmpty() ? reader.encrypted : null,
        reader.cutShort);
  }

  private void readAll(byte[] bytes) {
    MimeTokenStream stream = new MimeTokenStream(CONFIG);
    stream.setRecursionMode(RecursionMode.M_NO_RECURSE);
    stream.parse(new ByteArrayInputStream(bytes));
    try {
      EntityState state = stream.getState();
      while (state != EntityState.T_END_OF_STREAM && !cutShort) {
        step(stream, state);
        state = stream.next();
      }
    } catch (IOException | MimeException | RuntimeException e) {
      // Malformed beyond what mime4j repairs: what was read stands, the raw payload has the rest.
      cutShort = true;
    }
  }

  private void step(MimeTokenStream stream, EntityState state) throws IOException {
    switch (state) {
      case T_START_HEADER -> {
        type = HeaderValue.NONE;
        disposition = HeaderValue.NONE;
        contentId = false;
      }
      case T_FIELD -> field(stream.getField());
      case T_START_MULTIPART -> {
        cutShort = ++depth > MAX_DEPTH;
        partsBefore = parts;
      }
      case T_PREAMBLE -> preamble = text(stream.getInputStream());
      case T_END_MULTIPART -> endMultipart();
      case T_BODY -> body(stream);
      default -> {}
    }
  }

  /** Where the boundary is never found everything is preamble, and all there is to show. */
  private void endMultipart() {
    depth--;
    if (parts == partsBefore && !preamble.isBlank()) {
      plain.add(preamble);
      parts++;
    }
    preamble = "";
  }

  private void field(Field field) {
    String body = unfolded(field);
    headerBytes += body.length();
    if (headerBytes > MAX_HEADER_BYTES * 4L) {
      cutShort = true;
      return;
    }
    switch (field.getName().toLowerCase(Locale.ROOT)) {
      case "content-type" -> type = type == HeaderValue.NONE ? HeaderValue.parse(body) : type;
      case "content-disposition" -> disposition = HeaderValue.parse(body);
      case "content-id" -> contentId = true;
      default -> {}
    }
    if (depth == 0 && parts == 0 && headers.size() < MAX_HEADERS) {
      headers.add(new Mail.Header(field.getName(), body));
    }
  }

  private void body(MimeTokenStream stream) throws IOException {
    if (++parts > MAX_PARTS) {
      cutShort = true;
      return;
    }
    String mimeType = stream.getBodyDescriptor().getMimeType().toLowerCase(Locale.ROOT);
    String name = fileName();
    boolean shown = name == null && !disposition.value().equals("attachment");
    try (InputStream body = stream.getDecodedInputStream()) {
      if (shown && mimeType.equals("text/plain")) {
        plain.add(text(body));
      } else if (shown && mimeType.equals("text/html")) {
        html.add(text(body));
      } else {
        file(mimeType, name, body);
      }
    }
  }

  private void file(String mimeType, @Nullable String name, InputStream body) throws IOException {
    boolean inline = disposition.value().equals("inline") || contentId;
    byte[] beginning = body.readNBytes(keptBytes(mimeType, name));
    long size = beginning.length + body.transferTo(OutputStream.nullOutputStream());
    if (mimeType.startsWith("message/") || mimeType.startsWith("text/")) {
      report(mimeType, Charsets.decode(beginning, null));
    }
    if (!unpacked(mimeType, name, beginning)) {
      files.add(new Mail.File(Integer.toString(parts - 1), mimeType, name, size, inline));
    }
  }

  private static int keptBytes(String mimeType, @Nullable String name) {
    if (isContainer(mimeType, name) || mimeType.endsWith("pkcs7-mime")) {
      return MAX_CONTAINER_BYTES;
    }
    return mimeType.startsWith("message/") || mimeType.startsWith("text/") ? MAX_REPORT_BYTES : 0;
  }

  private static boolean isContainer(String mimeType, @Nullable String name) {
    return mimeType.endsWith("ms-tnef") || "winmail.dat".equalsIgnoreCase(name);
  }

  /** True if what is inside was taken instead of the part itself. */
  private boolean unpacked(String mimeType, @Nullable String name, byte[] bytes) {
    if (isContainer(mimeType, name)) {
      Optional<Tnef> container = Tnef.read(bytes);
      container.ifPresent(this::unpack);
      return container.isPresent();
    }
    if (mimeType.equals("text/calendar")) {
      String text = CalendarText.of(Charsets.decode(bytes, type.parameter("charset")));
      invitation = text.isEmpty() ? invitation : text;
    } else if (mimeType.equals("application/pgp-encrypted")) {
      encrypted = "pgp";
    } else if (mimeType.endsWith("pkcs7-mime")) {
      Optional<byte[]> signed =
          ++wrappings > MAX_WRAPPINGS ? Optional.empty() : SignedContent.of(bytes);
      encrypted = signed.isPresent() ? encrypted : "smime";
      signed.ifPresent(content -> readAll(LineEnds.withLineFeeds(content)));
      return signed.isPresent();
    }
    return false;
  }

  private void unpack(Tnef container) {
    int number = 0;
    for (Tnef.File file : container.files()) {
      files.add(
          new Mail.File(
              parts - 1 + "." + number++, file.contentType(), file.name(), file.size(), false));
    }
    boolean silent = plain.isEmpty() && html.isEmpty();
    if (silent && container.text() != null) {
      plain.add(container.text());
    } else if (silent && container.html() != null) {
      html.add(container.html());
    }
  }

  private void report(String mimeType, String text) {
    if (reports.size() < MAX_REPORTS) {
      reports.add(new ReportSource.Part(mimeType, text));
    }
  }

  private String text(InputStream body) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] buffer = new byte[8192];
    for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) {
      textBytes += n;
      if (textBytes > MAX_TEXT_BYTES) {
        cutShort = true;
        break;
      }
      bytes.write(buffer, 0, n);
    }
    return Charsets.decode(bytes.toByteArray(), type.parameter("charset"));
  }

  private @Nullable String fileName() {
    String name = disposition.parameter("filename");
    return name == null ? type.parameter("name") : name;
  }

  /** The field's body on one line, as UTF-8 or else windows-1252. */
  private static String unfolded(Field field) {
    ByteSequence raw = field.getRaw();
    if (raw == null || raw.length() == 0) {
      return field.getBody() == null ? "" : field.getBody();
    }
    int length = Math.min(raw.length(), MAX_HEADER_BYTES);
    byte[] line = new byte[length];
    int at = 0;
    boolean ascii = true;
    for (int i = colon(raw, length) + 1; i < length; i++) {
      byte b = raw.byteAt(i);
      if (b != '\r' && b != '\n') {
        line[at++] = b;
        ascii &= b >= 0;
      }
    }
    return ascii
        ? new String(line, 0, at, StandardCharsets.US_ASCII).strip()
        : Charsets.decode(Arrays.copyOf(line, at), null).strip();
  }

  private static int colon(ByteSequence raw, int length) {
    for (int i = 0; i < length; i++) {
      if (raw.byteAt(i) == ':') {
        return i;
      }
    }
    return -1;
  }
}
