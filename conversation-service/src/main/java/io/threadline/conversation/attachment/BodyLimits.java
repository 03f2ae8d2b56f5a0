package io.threadline.conversation.attachment;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Files may be large, everything else stays small: the limit of a body by its path. */
@ApplicationScoped
public class BodyLimits {
  /** A reply of 64 KiB in the worst JSON escaping, and room to spare. */
  private static final long USUAL = 1_048_576;

  /** Where Quarkus keeps the limit of a request for whoever reads its body. */
  private static final String LIMIT = "io.quarkus.max-request-size";

  /** After Quarkus has set its own limit, before the body is read. */
  private static final int PRIORITY = 1;

  private static final int TOO_LARGE = 413;
  private static final String PROBLEM =
      "{\"type\":\"/problems/too-large\",\"title\":\"The body is too large\",\"status\":413,"
          + "\"code\":\"too-large\",\"detail\":\"send at most 1048576 bytes, or a file to"
          + " /api/attachments\"}";

  void register(@Observes Filters filters) {
    filters.register(BodyLimits::limit, PRIORITY);
  }

  private static void limit(RoutingContext context) {
    if (context.request().path().equals("/api/attachments")) {
      context.next();
      return;
    }
    context.put(LIMIT, USUAL);
    String length = context.request().getHeader(HttpHeaders.CONTENT_LENGTH);
    if (length != null && isMore(length)) {
      context
          .response()
          .setStatusCode(TOO_LARGE)
          .putHeader(HttpHeaders.CONTENT_TYPE, "application/problem+json")
          .putHeader(HttpHeaders.CONNECTION, "close")
          .end(PROBLEM);
      return;
    }
    context.next();
  }

  private static boolean isMore(String length) {
    try {
      return Long.parseLong(length) > USUAL;
    } catch (NumberFormatException _) {
      return true;
    }
  }
}
