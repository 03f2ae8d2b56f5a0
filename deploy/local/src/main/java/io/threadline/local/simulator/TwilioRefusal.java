package io.threadline.local.simulator;

import io.vertx.core.json.JsonObject;

/** An error of Twilio's REST API (twilio.com/docs/api/errors). */
record TwilioRefusal(int status, int code, String message) {

  static TwilioRefusal notAuthenticated() {
    return new TwilioRefusal(401, 20003, "Authenticate");
  }

  static TwilioRefusal notFound(String uri) {
    return new TwilioRefusal(404, 20404, "The requested resource " + uri + " was not found");
  }

  static TwilioRefusal ordered(int code) {
    return switch (code) {
      case 20429 -> new TwilioRefusal(429, code, "Too Many Requests");
      case 21610 -> new TwilioRefusal(400, code, "Attempt to send to unsubscribed recipient");
      case 21211 -> new TwilioRefusal(400, code, "Invalid 'To' Phone Number");
      default -> new TwilioRefusal(400, code, "Refused, as ordered by /sim/faults");
    };
  }

  JsonObject json() {
    return new JsonObject()
        .put("code", code)
        .put("message", message)
        .put("more_info", "https://www.twilio.com/docs/errors/" + code)
        .put("status", status);
  }
}
