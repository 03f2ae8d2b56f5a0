package io.threadline.ingest.channel.twilio;

import io.threadline.contracts.Channel;
import io.threadline.contracts.DeliveryState;
import io.threadline.contracts.outbound.DeliveryReported;
import io.threadline.ingest.account.ChannelAccount;
import io.threadline.ingest.channel.Arrival;
import io.threadline.ingest.channel.CleanText;
import io.threadline.ingest.channel.Parsed;
import io.threadline.ingest.channel.WebhookRequest;
import io.threadline.ingest.channel.twilio.core.Form;
import io.threadline.ingest.channel.twilio.core.TwilioErrors;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads a status callback. The URL we gave Twilio with the send names our message, so that a status
 * finds it even when the answer to the send was lost.
 */
final class TwilioStatuses {
  private TwilioStatuses() {}

  static Parsed parse(ChannelAccount account, WebhookRequest request, Form form, Arrival arrival) {
    UUID message = uuid(request.query().get("message"));
    UUID conversation = uuid(request.query().get("conversation"));
    if (message == null || conversation == null) {
      return new Parsed.Malformed("the URL does not name message and conversation as we gave them");
    }
    String status = form.text("MessageStatus");
    if (status == null) {
      return new Parsed.Malformed("MessageStatus is missing: a status needs its name");
    }
    String to = form.text("To");
    boolean whatsapp = to != null && to.startsWith("whatsapp:");
    return state(status)
        .<Parsed>map(state ->
            new Parsed.Happened(
                report(
                    message,
                    conversation,
                    whatsapp ? Channel.WHATSAPP : account.channel(),
                    state,
                    form,
                    arrival)))
        .orElseGet(() -> new Parsed.Ignored("status '" + CleanText.shortened(status, 32) + "'"));
  }

  private static DeliveryReported report(
      UUID message,
      UUID conversation,
      Channel channel,
      DeliveryState state,
      Form form,
      Arrival arrival) {
    String code = CleanText.ofNullable(form.text("ErrorCode"));
    String text = CleanText.ofNullable(form.text("ErrorMessage"));
    boolean failed = state == DeliveryState.FAILED;
    return new DeliveryReported(
        message,
        conversation,
        channel,
        state,
        CleanText.ofNullable(form.text("MessageSid")),
        failed ? code : null,
        failed ? TwilioErrors.plain(code, text) : null,
        arrival.at());
  }

  /** Accepted, queued and sending all say that Twilio has it, which is what "sent" means to us. */
  private static Optional<DeliveryState> state(String status) {
    return switch (status.toLowerCase(Locale.ROOT)) {
      case "accepted", "scheduled", "queued", "sending", "sent" -> Optional.of(DeliveryState.SENT);
      case "delivered" -> Optional.of(DeliveryState.DELIVERED);
      case "read" -> Optional.of(DeliveryState.READ);
      case "undelivered", "failed", "canceled" -> Optional.of(DeliveryState.FAILED);
      default -> Optional.empty();
    };
  }

  private static @Nullable UUID uuid(@Nullable String text) {
    if (text == null) {
      return null;
    }
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException _) {
      return null;
    }
  }
}
