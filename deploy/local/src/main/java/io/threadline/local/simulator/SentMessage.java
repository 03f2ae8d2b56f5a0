package io.threadline.local.simulator;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a customer received.
 *
 * @param to the customer's address, without a provider's prefix
 * @param idempotencyKey what the sender marked the message with, so that double sends show
 * @param id the provider's id of the message (an SMS's SID, an email's Message-ID)
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SentMessage(
    String channel,
    String from,
    String to,
    String text,
    @Nullable String idempotencyKey,
    Instant at,
    String id,
    @Nullable String subject,
    @Nullable String inReplyTo,
    @Nullable String references) {}
