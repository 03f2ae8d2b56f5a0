package io.threadline.local.kafka;

import io.threadline.local.process.Parent;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;

/**
 * The main class of the broker's process: formats the storage on its first start, runs the broker,
 * says when it is ready by making the file {@code ready}, and ends with the process that started
 * it.
 */
public final class Broker {

  private Broker() {}

  /** Arguments: the folder, the broker's port, the controller's port. */
  public static void main(String[] arguments) throws IOException {
    Path directory = Path.of(arguments[0]);
    Properties settings =
        BrokerSettings.of(
            directory, Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
    Parent.endWithIt();
    if (!Files.exists(directory.resolve("log/meta.properties"))) {
      format(directory, settings);
    }
    KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(settings, false), Time.SYSTEM);
    Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown, "kafka-shutdown"));
    server.startup();
    Files.writeString(directory.resolve("ready"), ProcessHandle.current().pid() + "\n");
    server.awaitShutdown();
  }

  private static void format(Path directory, Properties settings) throws IOException {
    Path file = directory.resolve("server.properties");
    try (var writer = Files.newBufferedWriter(file)) {
      settings.store(writer, "written by the local run");
    }
    String[] command = {"format", "-t", Uuid.randomUuid().toString(), "-c", file.toString()};
    PrintStream quiet =
        new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    if (StorageTool.execute(command, quiet) != 0) {
      throw new IllegalStateException("cannot format Kafka's storage in " + directory);
    }
  }
}
