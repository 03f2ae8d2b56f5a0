package io.threadline.ingest.channel.email;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A message as MIME has it, bounded.
 *
 * @param headers of the message itself, unfolded, not decoded, in order
 * @param plain the text parts that are shown, in order
 * @param html the HTML parts that are shown, in order
 * @param files everything else
 * @param cutShort true if bounds stopped the reading: the rest is in the raw payload only
 */
record Mail(
    List<Header> headers,
    List<String> plain,
    List<String> html,
    List<File> files,
    boolean cutShort) {

  /** One header field. */
  record Header(String name, String body) {}

  /**
   * A part that is not shown as text.
   *
   * @param part its number in the message, from 0, in the order of the bytes
   * @param size decoded, in bytes
   * @param inline true if the HTML shows it in place
   */
  record File(int part, String contentType, @Nullable String name, long size, boolean inline) {}

  /** The first header of that name, not decoded; empty text if there is none. */
  String header(String name) {
    return find(name).orElse("");
  }

  /** The first header of that name. */
  Optional<String> find(String name) {
    return headers.stream()
        .filter(header -> header.name().equalsIgnoreCase(name))
        .map(Header::body)
        .findFirst();
  }

  /** All headers of that name. */
  List<String> all(String name) {
    return headers.stream()
        .filter(header -> header.name().equalsIgnoreCase(name))
        .map(Header::body)
        .toList();
  }
}
