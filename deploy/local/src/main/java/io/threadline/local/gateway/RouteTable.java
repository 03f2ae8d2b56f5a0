package io.threadline.local.gateway;

import java.io.IOException;
import java.io.Reader;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * Which service answers which paths, longest prefix first.
 *
 * @param routes ordered so that the first match is the right one
 */
public record RouteTable(List<Route> routes) {

  /** A prefix of whole path segments and the service behind it. */
  public record Route(String prefix, String service) {

    boolean covers(String path) {
      return path.startsWith(prefix)
          && (path.length() == prefix.length() || path.charAt(prefix.length()) == '/');
    }
  }

  public RouteTable {
    routes =
        routes.stream()
            .sorted(
                Comparator.comparingInt((Route route) -> -route.prefix().length())
                    .thenComparing(Route::prefix))
            .toList();
  }

  /** Reads {@code deploy/gateway/routes.properties}. */
  public static RouteTable read(Reader source) throws IOException {
    Properties properties = new Properties();
    properties.load(source);
    return new RouteTable(
        properties.stringPropertyNames().stream()
            .map(prefix -> new Route(prefix, properties.getProperty(prefix).strip()))
            .toList());
  }

  /** The service that answers the path, if any does. */
  public Optional<String> serviceOf(String path) {
    return routes.stream().filter(route -> route.covers(path)).map(Route::service).findFirst();
  }
}
