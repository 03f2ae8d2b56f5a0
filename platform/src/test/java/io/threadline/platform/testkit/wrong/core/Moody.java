package io.threadline.platform.testkit.wrong.core;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

final class Moody {
  private final Random replayable = new Random(42);

  Instant today() {
    return Instant.now().plusNanos(System.nanoTime());
  }

  Supplier<LocalDate> later() {
    return () -> LocalDate.now(ZoneOffset.UTC);
  }

  Supplier<UUID> id() {
    return UUID::randomUUID;
  }

  int dice() {
    return ThreadLocalRandom.current().nextInt() + new Random().nextInt() + replayable.nextInt();
  }
}
