package io.threadline.ingest.channel;

import io.threadline.contracts.inbound.RawPayload;
import java.time.Instant;
import java.util.UUID;

/**
 * What we add to what arrived.
 *
 * @param messageId our id for the message, should there be one in it
 * @param at when we had it whole
 * @param raw a reference to it, to the byte
 */
public record Arrival(UUID messageId, Instant at, RawPayload raw) {}
