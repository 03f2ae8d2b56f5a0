package io.threadline.contracts;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One event with the CloudEvents 1.0 attributes that travel as record headers (binary mode).
 *
 * @param id the CloudEvents {@code id}, a UUIDv7; consumers take each id once
 * @param tenant the extension {@code tenant}: whose event it is
 * @param source the CloudEvents {@code source}: the service that wrote it, as {@code
 *     /threadline/routing-service}
 * @param time when it happened, UTC
 * @param traceparent the extension {@code traceparent} (W3C Trace Context), so that one trace runs
 *     from webhook to console
 * @param data the event itself; its class gives the CloudEvents {@code type}
 */
public record Envelope<E extends Event>(
    UUID id, UUID tenant, String source, Instant time, @Nullable String traceparent, E data) {

  /** The tenant of a fresh install. */
  public static final UUID DEFAULT_TENANT = UUID.fromString("00000000-0000-7000-8000-000000000001");
}
