package io.threadline.local.gateway;

import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;

/** The gateway's own refusals, in the form the services use: {@code application/problem+json}. */
record ProblemReply(int status, String code, String title, String detail) {

  /** Seconds after which a service that was down is likely back. */
  static final int RETRY_AFTER_SECONDS = 2;

  static final String MEDIA_TYPE = "application/problem+json";

  static ProblemReply serviceDown(String service) {
    return new ProblemReply(
        503,
        "service_unavailable",
        "Service unavailable",
        "%s does not answer: it is starting or was restarted; try again in %d seconds"
            .formatted(service, RETRY_AFTER_SECONDS));
  }

  static ProblemReply noRoute(String path) {
    return new ProblemReply(
        404,
        "not_found",
        "Not found",
        "no service answers '%s': the API is under /api, the console under /console"
            .formatted(path));
  }

  void send(HttpServerResponse response) {
    response
        .setStatusCode(status)
        .putHeader("Content-Type", MEDIA_TYPE)
        .putHeader("Cache-Control", "no-store");
    if (status == 503) {
      response.putHeader("Retry-After", String.valueOf(RETRY_AFTER_SECONDS));
    }
    response.end(body());
  }

  String body() {
    return new JsonObject()
        .put("type", "about:blank")
        .put("title", title)
        .put("status", status)
        .put("code", code)
        .put("detail", detail)
        .encode();
  }
}
