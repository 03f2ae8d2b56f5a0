package io.threadline.local.kafka;

import io.threadline.contracts.Topic;
import java.nio.file.Path;
import java.util.Properties;

/** The settings of a single broker that is its own controller. */
final class BrokerSettings {

  private BrokerSettings() {}

  static Properties of(Path directory, int port, int controllerPort) {
    Properties settings = new Properties();
    settings.putAll(
        java.util.Map.ofEntries(
            entry("process.roles", "broker,controller"),
            entry("node.id", 1),
            entry("controller.quorum.voters", "1@localhost:" + controllerPort),
            entry("listeners", listeners(port, controllerPort)),
            entry("advertised.listeners", "PLAINTEXT://localhost:" + port),
            entry("controller.listener.names", "CONTROLLER"),
            entry("log.dirs", directory.resolve("log")),
            entry("auto.create.topics.enable", false),
            entry("num.partitions", 6),
            entry("default.replication.factor", 1),
            entry("offsets.topic.replication.factor", 1),
            entry("offsets.topic.num.partitions", 3),
            entry("transaction.state.log.replication.factor", 1),
            entry("transaction.state.log.min.isr", 1),
            entry("transaction.state.log.num.partitions", 1),
            entry("share.coordinator.state.topic.replication.factor", 1),
            entry("share.coordinator.state.topic.min.isr", 1),
            entry("message.max.bytes", Topic.MAX_RECORD_BYTES),
            entry("log.retention.ms", Topic.RETENTION.toMillis()),
            // With the defaults a broker that was killed is fenced for 15 s after its restart.
            entry("broker.session.timeout.ms", 2000),
            entry("broker.heartbeat.interval.ms", 500),
            entry("group.initial.rebalance.delay.ms", 0),
            entry("group.min.session.timeout.ms", 1000),
            entry("controlled.shutdown.enable", false),
            // A small process: few threads, a small cleaner buffer, small memory-mapped indexes.
            entry("num.network.threads", 2),
            entry("num.io.threads", 4),
            entry("background.threads", 2),
            entry("num.recovery.threads.per.data.dir", 2),
            entry("log.cleaner.threads", 1),
            entry("log.cleaner.dedupe.buffer.size", 4 * 1024 * 1024),
            entry("log.segment.bytes", 64 * 1024 * 1024),
            entry("log.index.size.max.bytes", 1024 * 1024)));
    return settings;
  }

  private static String listeners(int port, int controllerPort) {
    return "PLAINTEXT://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d".formatted(port, controllerPort);
  }

  private static java.util.Map.Entry<String, String> entry(String name, Object value) {
    return java.util.Map.entry(name, String.valueOf(value));
  }
}
