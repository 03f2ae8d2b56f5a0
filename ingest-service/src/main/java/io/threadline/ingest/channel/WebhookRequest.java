package io.threadline.ingest.channel;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A provider's request, before anything is believed of it.
 *
 * @param url as the provider sees it: our public base URL, path and query
 * @param suffix what follows the account key in the path, as {@code /status}; empty if nothing
 * @param query decoded query parameters, the first of each name
 * @param headers by lower-case name, the first of each name
 * @param body as it came
 */
public record WebhookRequest(
    String url,
    String suffix,
    Map<String, String> query,
    Map<String, String> headers,
    byte[] body) {

  /** The {@code Content-Type}, empty if there is none. */
  public String contentType() {
    return headers.getOrDefault("content-type", "");
  }

  /** The value of a header by its lower-case name, or null. */
  public @Nullable String header(String name) {
    return headers.get(name);
  }
}
