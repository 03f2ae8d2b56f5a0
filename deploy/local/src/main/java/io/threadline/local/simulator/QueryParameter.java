package io.threadline.local.simulator;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A value of a URL's query. */
final class QueryParameter {

  private QueryParameter() {}

  static @Nullable String of(@Nullable String url, String name) {
    String query = url == null ? null : URI.create(url).getRawQuery();
    if (query == null) {
      return null;
    }
    for (String pair : query.split("&", -1)) {
      if (pair.startsWith(name + "=")) {
        return URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8);
      }
    }
    return null;
  }
}
