package io.threadline.ingest.channel;

import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A provider's request, before anything is believed of it. */
public final class WebhookRequest {
  private final String url;
  private final String suffix;
  private final Map<String, String> query;
  private final Map<String, String> headers;
  private final byte[] body;
  private @Nullable Object decoded;

  /**
   * @param url as the provider sees it: our public base URL, path and query
   * @param suffix what follows the account key in the path, as {@code /status}; empty if nothing
   * @param query decoded query parameters, the first of each name
   * @param headers by lower-case name, the first of each name
   * @param body as it came
   */
  public WebhookRequest(
      String url,
      String suffix,
      Map<String, String> query,
      Map<String, String> headers,
      byte[] body) {
    this.url = url;
    this.suffix = suffix;
    this.query = query;
    this.headers = headers;
    this.body = body;
  }

  /** As the provider sees it: our public base URL, path and query. */
  public String url() {
    return url;
  }

  /** What follows the account key in the path, as {@code /status}; empty if nothing. */
  public String suffix() {
    return suffix;
  }

  /** Decoded query parameters, the first of each name. */
  public Map<String, String> query() {
    return query;
  }

  /** The body as it came. */
  public byte[] body() {
    return body;
  }

  /** The {@code Content-Type}, empty if there is none. */
  public String contentType() {
    return headers.getOrDefault("content-type", "");
  }

  /** The value of a header by its lower-case name, or null. */
  public @Nullable String header(String name) {
    return headers.get(name);
  }

  /** What a channel reads in the body; it is read once, however often it is asked for. */
  public <T> T decoded(Class<T> type, Function<byte[], T> decoder) {
    if (!type.isInstance(decoded)) {
      decoded = decoder.apply(body);
    }
    return type.cast(decoded);
  }
}
