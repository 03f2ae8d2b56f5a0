package io.threadline.local.run;

import io.threadline.local.kafka.LocalKafka;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Kafka as a supervised part. */
final class KafkaPart implements Part {

  private final Path folder;
  private final int port;
  private @Nullable LocalKafka kafka;

  KafkaPart(Path folder, int port) {
    this.folder = folder;
    this.port = port;
  }

  @Override
  public String name() {
    return "kafka";
  }

  @Override
  public synchronized ProcessHandle start() {
    LocalKafka started = kafka;
    if (started == null) {
      started = LocalKafka.start(folder, port);
      kafka = started;
    } else {
      started.restart();
    }
    return started.handle();
  }

  @Override
  public synchronized void stop(ProcessHandle process) {
    if (kafka != null) {
      kafka.close();
    }
  }
}
