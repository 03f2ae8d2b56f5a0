package io.threadline.platform.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.threadline.contracts.Envelope;
import io.threadline.contracts.Event;
import io.threadline.contracts.EventType;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Events written by any release are read by this one, and written back the same. */
class GoldenEventsTest {

  @ParameterizedTest
  @EnumSource(EventType.class)
  void readsAndWritesBackItsGoldenFile(EventType type) {
    Golden golden =
        Golden.full(type)
            .orElseThrow(
                () -> new AssertionError(GoldenSample.howToAdd(Golden.fullName(type), type)));
    assertThat(members(golden.body()))
        .as("%s has a value for every member of %s", golden.file(), type.eventClass())
        .isEqualTo(components(type).map(RecordComponent::getName).toList());
    readsAndWritesBack(golden);
  }

  @ParameterizedTest
  @EnumSource(EventType.class)
  void readsAndWritesBackWhatTheFirstReleaseWrote(EventType type) {
    if (!hasNullable(type.eventClass())) {
      assertThat(Golden.minimal(type))
          .as("%s has no nullable members, so one golden file says it all", type)
          .isEmpty();
      return;
    }
    Golden golden =
        Golden.minimal(type)
            .orElseThrow(
                () -> new AssertionError(GoldenSample.howToAdd(Golden.minimalName(type), type)));
    assertThat(members(golden.body()))
        .as(
            "%s has what every release of this version wrote, so a new member must be nullable",
            golden.file())
        .isEqualTo(
            components(type).filter(c -> !nullable(c)).map(RecordComponent::getName).toList());
    readsAndWritesBack(golden);
  }

  @ParameterizedTest
  @EnumSource(EventType.class)
  void ignoresWhatANewerReleaseAdded(EventType type) {
    Golden golden = Golden.full(type).orElseThrow();
    Golden newer = golden.copy();
    newer.body().put("addedLater", "x").putObject("alsoAdded").put("deep", 1);
    newer.body().properties().stream()
        .map(member -> member.getValue())
        .filter(JsonNode::isObject)
        .forEach(nested -> ((ObjectNode) nested).put("new", 1));
    newer.headers().put("ce_later", "x");

    assertThat(read(newer)).isEqualTo(read(golden));
  }

  @Test
  void noGoldenFileIsLeftWithoutItsKindOfEvent() throws Exception {
    List<String> expected =
        Stream.of(EventType.values())
            .flatMap(t -> Stream.of(Golden.fullName(t), Golden.minimalName(t)))
            .toList();
    try (Stream<Path> files = Files.list(Golden.FOLDER)) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .as("files of kinds that the catalogue lacks: the release must still read old events")
          .isSubsetOf(expected);
    }
  }

  private static void readsAndWritesBack(Golden golden) {
    Envelope<Event> envelope = read(golden);
    ProducerRecord<String, byte[]> written = EventHeaders.toRecord(envelope);

    assertThat(new String(written.value(), StandardCharsets.UTF_8))
        .as("body of %s", golden.file())
        .isEqualTo(golden.body().toString());
    assertThat(written.headers().toArray())
        .as("headers of %s", golden.file())
        .extracting(Header::key, h -> new String(h.value(), StandardCharsets.UTF_8))
        .containsExactlyInAnyOrderElementsOf(
            golden.headers().properties().stream()
                .map(h -> tuple(h.getKey(), h.getValue().textValue()))
                .toList());
    assertThat(written.topic()).isEqualTo(EventType.of(envelope.data()).topic().topicName());
    assertThat(written.key()).isEqualTo(envelope.data().partitionKey()).isNotEmpty();
  }

  private static Envelope<Event> read(Golden golden) {
    Optional<Envelope<Event>> event = EventHeaders.fromRecord(golden.record());
    return event.orElseThrow(
        () -> new AssertionError("ce_type of " + golden.file() + " is not in the catalogue"));
  }

  private static List<String> members(JsonNode json) {
    return json.properties().stream().map(member -> member.getKey()).toList();
  }

  private static Stream<RecordComponent> components(EventType type) {
    return Stream.of(type.eventClass().getRecordComponents());
  }

  /** Nested records count too. */
  private static boolean hasNullable(Class<?> type) {
    return type.isRecord()
        && Stream.of(type.getRecordComponents())
            .anyMatch(component -> nullable(component) || hasNullable(component.getType()));
  }

  private static boolean nullable(RecordComponent component) {
    return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
  }
}
