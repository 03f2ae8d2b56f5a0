package io.threadline.platform.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.threadline.contracts.EventType;
import io.threadline.contracts.Topic;
import io.threadline.platform.testkit.GeneratedFile;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AsyncApiDocumentTest {
  private static final ObjectNode DOCUMENT = AsyncApiDocument.generate();

  @Test
  void theCommittedDocumentIsFresh() {
    GeneratedFile.check("docs/asyncapi.json", DOCUMENT.toPrettyString() + "\n");
  }

  @Test
  void hasTheMembersThatAsyncApi3Requires() {
    assertThat(DOCUMENT.path("asyncapi").textValue()).isEqualTo("3.0.0");
    assertThat(DOCUMENT.at("/info/title").textValue()).isNotBlank();
    assertThat(DOCUMENT.at("/info/version").textValue()).isNotBlank();
    for (JsonNode server : DOCUMENT.get("servers")) {
      assertThat(server.path("host").textValue()).isNotBlank();
      assertThat(server.path("protocol").textValue()).isEqualTo("kafka");
    }
    for (JsonNode operation : DOCUMENT.get("operations")) {
      assertThat(operation.path("action").textValue()).isIn("send", "receive");
      String channel = operation.at("/channel/$ref").textValue();
      assertThat(channel).startsWith("#/channels/");
      assertThat(operation.get("messages"))
          .isNotEmpty()
          .allSatisfy(message ->
              assertThat(message.get("$ref").textValue())
                  .as("an operation's messages are the channel's own")
                  .startsWith(channel + "/messages/"));
    }
    for (JsonNode components : DOCUMENT.get("components")) {
      assertThat(components.propertyStream())
          .allSatisfy(entry -> assertThat(entry.getKey()).matches("[\\w.-]+"));
    }
  }

  @Test
  void everyReferenceResolves() {
    List<String> references = DOCUMENT.findValuesAsText("$ref");
    assertThat(references)
        .hasSizeGreaterThan(EventType.values().length)
        .allSatisfy(reference ->
            assertThat(DOCUMENT.at(reference.substring(1)).isMissingNode())
                .as(reference)
                .isFalse());
  }

  @ParameterizedTest
  @EnumSource(Topic.class)
  void everyTopicIsAChannelWithSendersReceiversAndADeadLetter(Topic topic) {
    JsonNode channel = DOCUMENT.at("/channels/" + topic.topicName());
    assertThat(channel.path("address").textValue()).isEqualTo(topic.topicName());
    assertThat(channel.at("/bindings/kafka/partitions").intValue()).isEqualTo(topic.partitions());
    assertThat(channel.get("messages")).isNotEmpty();
    assertThat(DOCUMENT.at("/channels/" + topic.deadLetter() + "/address").textValue())
        .isEqualTo(topic.deadLetter());
    assertThat(DOCUMENT.get("operations").propertyStream().map(o -> o.getKey()))
        .anyMatch(name -> name.endsWith(".send." + topic.topicName()))
        .anyMatch(name -> name.endsWith(".receive." + topic.topicName()));
  }

  @ParameterizedTest
  @EnumSource(EventType.class)
  void goldenEventsAreValid(EventType type) {
    Schema payload = schema(type, "payload");
    Schema headers = schema(type, "headers");
    Stream.of(Golden.full(type), Golden.minimal(type))
        .flatMap(golden -> golden.stream())
        .forEach(golden -> {
          assertThat(errors(payload, golden.body())).as(golden.file()).isEmpty();
          assertThat(errors(headers, golden.headers())).as(golden.file()).isEmpty();
        });
  }

  @Test
  void invalidEventsAreNot() {
    Schema payload = schema(EventType.MESSAGE_RECEIVED, "payload");
    Golden golden = Golden.full(EventType.MESSAGE_RECEIVED).orElseThrow().copy();
    golden.body().put("messageId", "4711").put("channel", "Carrier pigeon").put("keyword", "MAYBE");
    golden.body().put("receivedAt", "yesterday").remove("text");
    golden.body().withObject("/raw").put("size", "big");
    assertThat(errors(payload, golden.body()))
        .extracting(Error::toString)
        .hasSize(6)
        .anyMatch(e -> e.contains("messageId"))
        .anyMatch(e -> e.contains("channel"))
        .anyMatch(e -> e.contains("keyword"))
        .anyMatch(e -> e.contains("receivedAt"))
        .anyMatch(e -> e.contains("text"))
        .anyMatch(e -> e.contains("size"));

    golden.headers().put("ce_type", "io.threadline.offer-made.v1").remove("ce_tenant");
    assertThat(errors(schema(EventType.MESSAGE_RECEIVED, "headers"), golden.headers())).hasSize(2);
  }

  /** The part of a message, as a schema of its own that carries what it refers to. */
  private static Schema schema(EventType type, String part) {
    ObjectNode root =
        DOCUMENT.objectNode().put("$schema", "http://json-schema.org/draft-07/schema#");
    root.putArray("allOf")
        .add(DOCUMENT.at("/components/messages/" + AsyncApiDocument.key(type) + "/" + part));
    root.set("definitions", DOCUMENT.at("/components/schemas"));
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
        .getSchema(
            root.toString().replace(EventSchemas.PREFIX, "#/definitions/"), InputFormat.JSON);
  }

  private static List<Error> errors(Schema schema, JsonNode json) {
    return schema.validate(
        json.toString(),
        InputFormat.JSON,
        context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)));
  }
}
