package io.threadline.ingest.suppression;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An address that must not be written to.
 *
 * @param address normalised
 * @param cause {@code bounce} or {@code complaint}
 * @param code as {@code 5.1.1}; null if there was none
 * @param reason in plain language, with what to do instead
 * @param messageId of ours that it is about; null if unknown
 * @param since when it was reported last
 */
public record Suppression(
    String channel,
    String address,
    String cause,
    @Nullable String code,
    String reason,
    @Nullable UUID messageId,
    Instant since) {}
