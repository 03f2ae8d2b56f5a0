package io.threadline.conversation.live;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Browsers cannot set headers on a WebSocket: the token may come as {@code ?access_token=}, for the
 * socket's path only, and is treated as the Authorization header from then on.
 */
@ApplicationScoped
public class SocketTokens {
  /** Before authentication, which runs at 200. */
  private static final int PRIORITY = 1_000;

  void register(@Observes Filters filters) {
    filters.register(SocketTokens::tokenFromQuery, PRIORITY);
  }

  private static void tokenFromQuery(RoutingContext context) {
    var request = context.request();
    if (request.path().startsWith("/ws/")
        && !request.headers().contains(HttpHeaders.AUTHORIZATION)) {
      String token = request.getParam("access_token");
      if (token != null) {
        request.headers().set(HttpHeaders.AUTHORIZATION, "Bearer " + token);
      }
    }
    context.next();
  }
}
