package io.threadline.contracts.routing;

import io.threadline.contracts.Channel;
import io.threadline.contracts.Priority;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A ticket was opened or reopened and needs an agent.
 *
 * @param queueHint the queue to use, where the channel account names one
 * @param languageHint the language (ISO 639-1) to assume when the text does not tell
 * @param text what the customer wrote, at most {@link #MAX_TEXT} characters: for triage
 * @param preferredAgent whoever served this customer last, tried first
 * @param reopened true if an agent had resolved the ticket before
 * @param requestedAt since when the customer waits
 * @param accountAddress the address that the customer wrote to
 * @param subject of a mail
 * @param customerAttributes what is known of the customer
 */
public record AgentRequested(
    String pool,
    UUID ticketId,
    UUID conversationId,
    UUID customerId,
    Channel channel,
    UUID channelAccountId,
    @Nullable String queueHint,
    @Nullable String languageHint,
    Priority priority,
    String text,
    @Nullable String preferredAgent,
    boolean reopened,
    Instant requestedAt,
    @Nullable String accountAddress,
    @Nullable String subject,
    @Nullable List<CustomerAttribute> customerAttributes)
    implements RoutingRequest {

  /** Triage reads no further than this. */
  public static final int MAX_TEXT = 2_000;

  public AgentRequested {
    customerAttributes = customerAttributes == null ? null : List.copyOf(customerAttributes);
  }

  /** A request of which nothing more is known than must be. */
  public AgentRequested(
      String pool,
      UUID ticketId,
      UUID conversationId,
      UUID customerId,
      Channel channel,
      UUID channelAccountId,
      @Nullable String queueHint,
      @Nullable String languageHint,
      Priority priority,
      String text,
      @Nullable String preferredAgent,
      boolean reopened,
      Instant requestedAt) {
    this(
        pool,
        ticketId,
        conversationId,
        customerId,
        channel,
        channelAccountId,
        queueHint,
        languageHint,
        priority,
        text,
        preferredAgent,
        reopened,
        requestedAt,
        null,
        null,
        null);
  }
}
