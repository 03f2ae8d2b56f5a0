package io.threadline.routing.api;

import io.threadline.platform.problem.ApiException;
import io.threadline.platform.problem.ErrorCode;
import io.threadline.routing.core.Reply;
import java.util.Locale;

/** The engine's refusals as the API's problems. */
final class Answers {
  private Answers() {}

  /** The problem that a reply is, where a command did not do what was asked. */
  static ApiException refusal(Reply reply) {
    return switch (reply) {
      case Reply.OfferOver over ->
          new ApiException(
                  ErrorCode.OFFER_ENDED,
                  "offer %s is %s: ask for your offers again"
                      .formatted(over.offerId(), lower(over.state())))
              .with("state", lower(over.state()))
              .with("ticketId", over.ticketId());
      case Reply.OfferUnknown unknown -> ApiException.notFound("offer of yours", unknown.offerId());
      case Reply.NotThere gone -> ApiException.notFound("ticket in routing", gone.ticketId());
      case Reply.AlreadyThere there ->
          new ApiException(
              ErrorCode.CONFLICT,
              "ticket " + there.ticketId() + " is " + lower(there.stage()) + " already");
      case Reply.Rejected rejected -> new ApiException(code(rejected.reason()), rejected.detail());
      case Reply.Stale stale -> ApiException.notFound("definition", stale.key());
      case Reply.Done _,
          Reply.Saved _,
          Reply.PresenceIs _,
          Reply.Enqueued _,
          Reply.OfferAccepted _,
          Reply.OfferDeclined _,
          Reply.OfferRescinded _,
          Reply.Transferred _,
          Reply.Deferred _,
          Reply.Consulting _,
          Reply.ConsultOver _,
          Reply.Assigned _ ->
          throw new IllegalStateException(reply + " is no refusal of this command");
    };
  }

  private static ErrorCode code(Reply.Reason reason) {
    return switch (reason) {
      case UNKNOWN_AGENT, UNKNOWN_TICKET -> ErrorCode.NOT_FOUND;
      case UNKNOWN_QUEUE, UNKNOWN_SKILL, UNKNOWN_CALENDAR, INVALID -> ErrorCode.INVALID_VALUE;
      case NOT_QUALIFIED, NO_CAPACITY, NOT_AVAILABLE, TAKEN, NOT_YOURS -> ErrorCode.CONFLICT;
    };
  }

  static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
