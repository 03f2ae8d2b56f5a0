package io.threadline.ingest.channel.email;

import io.threadline.ingest.channel.email.core.ReportSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message as MIME has it, bounded.
 *
 * @param headers of the message itself, unfolded, not decoded, in order
 * @param plain the text parts that are shown, in order
 * @param html the HTML parts that are shown, in order
 * @param files everything else
 * @param reports the beginnings of texts and of enclosed messages: what reports are read from
 * @param encrypted how the mail is encrypted, if all of it is, as {@code smime}; else null
 * @param cutShort true if bounds stopped the reading: the rest is in the raw payload only
 */
record Mail(
    List<Header> headers,
    List<String> plain,
    List<String> html,
    List<File> files,
    List<ReportSource.Part> reports,
    @Nullable String encrypted,
    boolean cutShort) {

  /** One header field. */
  record Header(String name, String body) {}

  /**
   * A part that is not shown as text.
   *
   * @param part its number in the message, from 0, in the order of the bytes; of a file within a
   *     container the number of both, as {@code 2.0}
   * @param size decoded, in bytes
   * @param inline true if the HTML shows it in place
   */
  record File(String part, String contentType, @Nullable String name, long size, boolean inline) {}

  /** The first header of that name, not decoded; empty text if there is none. */
  String header(String name) {
    for (Header header : headers) {
      if (header.name().equalsIgnoreCase(name)) {
        return header.body();
      }
    }
    return "";
  }

  /** True if there is a header of that name. */
  boolean has(String name) {
    for (Header header : headers) {
      if (header.name().equalsIgnoreCase(name)) {
        return true;
      }
    }
    return false;
  }
}
