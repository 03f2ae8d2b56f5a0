package io.threadline.routing.core.state;

import io.threadline.routing.core.requirement.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A 64-bit hash that is the same in every JVM. Not cryptographic: it tells a divergence, not an
 * attack. The mixing step is that of SplitMix64 (Steele, Lea, Flood 2014).
 */
public final class Fingerprint {
  private final @Nullable Texts texts;
  private long hash = 0x9E3779B97F4A7C15L;

  public Fingerprint() {
    this(null);
  }

  private Fingerprint(@Nullable Texts texts) {
    this.texts = texts;
  }

  /** What the hashes of all entities of a kind begin with. */
  static final class Kind {
    private final long start;

    Kind(Class<? extends Entity> type) {
      start = new Fingerprint().add(type.getSimpleName()).hash;
    }
  }

  /** The hash of one entity. */
  static long of(Kind kind, Entity entity, Texts texts) {
    Fingerprint fingerprint = new Fingerprint(texts);
    fingerprint.hash = kind.start;
    entity.describe(fingerprint);
    return fingerprint.hash;
  }

  /** Spreads the bits of a number. */
  public static long mix(long value) {
    long z = value + 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  public Fingerprint add(long value) {
    hash = mix(hash ^ value) + hash * 31;
    return this;
  }

  public Fingerprint add(@Nullable String text) {
    return text == null ? add(0x5EEDL) : add(text.length()).add((long) text.hashCode());
  }

  public Fingerprint add(@Nullable UUID id) {
    return id == null
        ? add(0x5EEDL)
        : add(id.getMostSignificantBits()).add(id.getLeastSignificantBits());
  }

  public Fingerprint add(@Nullable Instant instant) {
    return instant == null
        ? add(0x5EEDL)
        : add(instant.getEpochSecond()).add((long) instant.getNano());
  }

  public Fingerprint add(Step step) {
    return add(texts == null ? step.toString() : texts.of(step));
  }

  public Fingerprint add(Duration duration) {
    return add(duration.getSeconds()).add((long) duration.getNano());
  }

  public long value() {
    return hash;
  }
}
