package io.threadline.local.simulator;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** A message resource of Twilio's REST API (twilio.com/docs/messaging/api/message-resource). */
record TwilioMessage(
    String sid,
    String accountSid,
    String from,
    String to,
    String body,
    int media,
    String status,
    @Nullable Integer errorCode,
    @Nullable String statusCallback,
    Instant created,
    @Nullable Instant sent) {

  private static final String WHATSAPP = "whatsapp:";

  String channel() {
    return to.startsWith(WHATSAPP) ? "whatsapp" : "sms";
  }

  /** The customer's number, without the channel's prefix. */
  String number() {
    return to.startsWith(WHATSAPP) ? to.substring(WHATSAPP.length()) : to;
  }

  TwilioMessage with(String newStatus, @Nullable Integer code, Instant at) {
    return new TwilioMessage(
        sid, accountSid, from, to, body, media, newStatus, code, statusCallback, created, at);
  }

  JsonObject json() {
    String uri = "/2010-04-01/Accounts/%s/Messages/%s".formatted(accountSid, sid);
    return new JsonObject()
        .put("account_sid", accountSid)
        .put("api_version", "2010-04-01")
        .put("body", body)
        .put("date_created", rfc2822(created))
        .put("date_sent", sent == null ? null : rfc2822(sent))
        .put("date_updated", rfc2822(sent == null ? created : sent))
        .put("direction", "outbound-api")
        .put("error_code", errorCode)
        .put("error_message", null)
        .put("from", from)
        .put("messaging_service_sid", null)
        .put("num_media", String.valueOf(media))
        .put("num_segments", "1")
        .put("price", null)
        .put("price_unit", "USD")
        .put("sid", sid)
        .put("status", status)
        .put("subresource_uris", new JsonObject().put("media", uri + "/Media.json"))
        .put("to", to)
        .put("uri", uri + ".json");
  }

  private static String rfc2822(Instant instant) {
    return DateTimeFormatter.RFC_1123_DATE_TIME
        .format(instant.atOffset(ZoneOffset.UTC))
        .replace("GMT", "+0000");
  }
}
