package io.threadline.platform.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.threadline.contracts.EventType;
import io.threadline.contracts.inbound.MessageReceived;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Refusals name the header or member that is wrong, and never what customers wrote. */
class MalformedEventsTest {
  private static final Golden GOLDEN = Golden.full(EventType.MESSAGE_RECEIVED).orElseThrow();

  @Test
  void anUnknownTypeIsNotAnErrorSinceANewerReleaseMayHaveAddedIt() {
    Golden golden = GOLDEN.copy();
    golden.headers().put("ce_type", "io.threadline.message-dreamt.v1");

    assertThat(EventHeaders.fromRecord(golden.record())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ce_id", "ce_type", "ce_source", "ce_time", "ce_tenant"})
  void aMissingHeaderIsNamed(String header) {
    Golden golden = GOLDEN.copy();
    golden.headers().remove(header);

    refused(golden.record(), "header " + header + " is missing");
  }

  @ParameterizedTest
  @CsvSource({"ce_id,4711", "ce_tenant,everybody", "ce_time,yesterday"})
  void anUnreadableHeaderIsNamed(String header, String value) {
    Golden golden = GOLDEN.copy();
    golden.headers().put(header, value);

    refused(golden.record(), "header " + header + " is not valid");
  }

  @ParameterizedTest
  @ValueSource(strings = {"messageId", "channel", "text", "automatic", "receivedAt", "raw"})
  void aMissingOrNullMemberIsNamed(String member) {
    String message = "member '" + member + "' is missing or not valid";

    refusedBody(body -> body.remove(member), message);
    refusedBody(body -> body.putNull(member), message);
  }

  @Test
  void anUnreadableMemberIsNamedByItsPath() {
    refusedBody(body -> body.put("messageId", "secret"), "member 'messageId' is");
    refusedBody(body -> body.put("channel", "Carrier Pigeon secret"), "member 'channel' is");
    refusedBody(body -> body.put("keyword", "secret"), "member 'keyword' is");
    refusedBody(body -> body.put("receivedAt", "secret"), "member 'receivedAt' is");
    refusedBody(body -> body.withObject("/raw").put("size", "secret"), "member 'raw.size' is");
    refusedBody(body -> body.withObject("/raw").put("blob", "secret"), "member 'raw' is");
    refusedBody(
        body -> ((ObjectNode) body.withArray("attachments").get(0)).put("size", "secret"),
        "member 'attachments.0.size' is");
  }

  @Test
  void aBodyThatIsNoObjectIsRefused() {
    refused(withBody("secret"), "not JSON, see line 1, column");
    refused(withBody("{\"text\":\"secret"), "is not a valid io.threadline.message-received.v1");
    refused(withBody("[]"), "not a JSON object of that shape");
    refused(
        new ConsumerRecord<String, byte[]>("golden", 0, 0, "key", null) {
          @Override
          public Headers headers() {
            return GOLDEN.record().headers();
          }
        },
        "record has no body");
  }

  @Test
  void absentListsAreEmpty() {
    Golden golden = GOLDEN.copy();
    golden.body().remove("attachments");
    golden.body().set("references", JsonNodeFactory.instance.nullNode());

    MessageReceived event =
        (MessageReceived) EventHeaders.fromRecord(golden.record()).orElseThrow().data();
    assertThat(event.attachments()).isEmpty();
    assertThat(event.references()).isEmpty();
  }

  private static void refusedBody(Consumer<ObjectNode> change, String message) {
    Golden golden = GOLDEN.copy();
    change.accept(golden.body());
    refused(golden.record(), message);
  }

  private static void refused(ConsumerRecord<String, byte[]> record, String message) {
    assertThatThrownBy(() -> EventHeaders.fromRecord(record))
        .isInstanceOf(MalformedEventException.class)
        .hasMessageContaining(message)
        .hasMessageNotContaining("secret");
  }

  private static ConsumerRecord<String, byte[]> withBody(String body) {
    ConsumerRecord<String, byte[]> record =
        new ConsumerRecord<>("golden", 0, 0, "key", body.getBytes(StandardCharsets.UTF_8));
    GOLDEN.record().headers().forEach(record.headers()::add);
    return record;
  }
}
