package io.threadline.platform.event;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.threadline.contracts.EventType;
import io.threadline.platform.testkit.Repository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * An event as it was written once and must stay readable: {@code headers} and {@code body} of a
 * record, in {@code contracts/src/main/resources/golden}. {@code <name>.v<n>.json} has every
 * member; {@code <name>.v<n>.minimal.json} only those that were there from the first day, so it
 * never changes once released.
 */
record Golden(String file, ObjectNode headers, ObjectNode body) {
  static final Path FOLDER =
      Repository.root().resolve(Path.of("contracts", "src", "main", "resources", "golden"));

  /** Keeps 12.50 as it stands. */
  static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  /** The one with every member. */
  static Optional<Golden> full(EventType type) {
    return load(fullName(type));
  }

  /** The one without any nullable member; there is none for events that have no such members. */
  static Optional<Golden> minimal(EventType type) {
    return load(minimalName(type));
  }

  static String fullName(EventType type) {
    return type.shortName() + ".v" + type.version() + ".json";
  }

  static String minimalName(EventType type) {
    return type.shortName() + ".v" + type.version() + ".minimal.json";
  }

  /** The record that carries it, as it comes from the broker. */
  ConsumerRecord<String, byte[]> record() {
    ConsumerRecord<String, byte[]> record =
        new ConsumerRecord<>("golden", 0, 0, "key", bytes(body));
    headers
        .properties()
        .forEach(header ->
            record
                .headers()
                .add(
                    header.getKey(),
                    header.getValue().textValue().getBytes(StandardCharsets.UTF_8)));
    return record;
  }

  /** The same event with a copy of its body to change. */
  Golden copy() {
    return new Golden(file, headers.deepCopy(), body.deepCopy());
  }

  static byte[] bytes(JsonNode json) {
    return json.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static Optional<Golden> load(String name) {
    Path file = FOLDER.resolve(name);
    if (Files.notExists(file)) {
      return Optional.empty();
    }
    try {
      JsonNode json = MAPPER.readTree(Files.readAllBytes(file));
      return Optional.of(
          new Golden(name, (ObjectNode) json.get("headers"), (ObjectNode) json.get("body")));
    } catch (IOException e) {
      throw new UncheckedIOException(name + " is not JSON", e);
    }
  }
}
