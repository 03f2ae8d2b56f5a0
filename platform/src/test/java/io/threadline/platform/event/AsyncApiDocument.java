package io.threadline.platform.event;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.threadline.contracts.EventType;
import io.threadline.contracts.Topic;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * The AsyncAPI 3.0 document of all topics, made from the contracts: channels from {@link Topic},
 * messages from {@link EventType}, payload schemas from the records.
 */
final class AsyncApiDocument {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String BINDING = "0.5.0";
  private static final String HEADERS = "CloudEventsHeaders";
  private static final String DEAD_LETTER_HEADERS = "DeadLetterHeaders";

  private final EventSchemas schemas = new EventSchemas();

  private AsyncApiDocument() {}

  /** Who writes a topic and who reads it; {@link EventFlowsTest} compares it with the code. */
  private record Flow(List<String> senders, List<String> receivers) {}

  private static Flow flow(Topic topic) {
    String ingest = "ingest-service";
    String routing = "routing-service";
    String conversation = "conversation-service";
    String kpi = "kpi-service";
    return switch (topic) {
      case MESSAGES_INBOUND -> new Flow(List.of(ingest), List.of(conversation, ingest));
      case ROUTING_REQUESTS -> new Flow(List.of(conversation), List.of(routing));
      case ROUTING_EVENTS -> new Flow(List.of(routing), List.of(conversation, kpi));
      case CONVERSATION_EVENTS ->
          new Flow(List.of(conversation), List.of(conversation, ingest, kpi, "outgoing-webhooks"));
      case MESSAGES_OUTBOUND -> new Flow(List.of(conversation), List.of(ingest));
      case MESSAGES_STATUS -> new Flow(List.of(ingest), List.of(conversation, ingest, kpi));
      case BUSINESS_EVENTS -> new Flow(List.of(kpi, "shop"), List.of(kpi, conversation));
    };
  }

  /** The whole document. */
  static ObjectNode generate() {
    return new AsyncApiDocument().document();
  }

  private ObjectNode document() {
    ObjectNode document = JSON.objectNode().put("asyncapi", "3.0.0");
    document
        .putObject("info")
        .put("title", "Threadline events")
        .put("version", "1")
        .put(
            "description",
            "CloudEvents 1.0 in Kafka's binary content mode: attributes in headers, JSON bodies."
                + " Members that have no value are left out; readers ignore members they do not"
                + " know. Delivery is at least once: take each ce_id once.");
    document.put("defaultContentType", "application/json");
    server(document.putObject("servers").putObject("kafka"));
    ObjectNode channels = document.putObject("channels");
    ObjectNode operations = document.putObject("operations");
    for (Topic topic : Topic.values()) {
      channels.set(topic.topicName(), channel(topic));
      channels.set(topic.deadLetter(), deadLetterChannel(topic));
      operations(operations, topic);
    }
    ObjectNode components = document.putObject("components");
    ObjectNode messages = components.putObject("messages");
    for (EventType type : EventType.values()) {
      messages.set(key(type), message(type));
    }
    ObjectNode all = components.putObject("schemas");
    all.set(HEADERS, cloudEventsHeaders());
    all.set(DEAD_LETTER_HEADERS, deadLetterHeaders());
    schemas.all().forEach(all::set);
    return document;
  }

  private static void server(ObjectNode server) {
    server.put("host", "{bootstrap}").put("protocol", "kafka");
    server
        .putObject("variables")
        .putObject("bootstrap")
        .put("default", "localhost:9092")
        .put("description", "The brokers, as THREADLINE_KAFKA names them to the services.");
  }

  private static ObjectNode channel(Topic topic) {
    ObjectNode channel =
        channel(
            topic.topicName(),
            "Records are keyed by: " + topic.key() + ". Records of one key keep their order.",
            topic.partitions(),
            Topic.RETENTION);
    messagesOf(topic, channel.putObject("messages"));
    return channel;
  }

  private static ObjectNode deadLetterChannel(Topic topic) {
    ObjectNode channel =
        channel(
            topic.deadLetter(),
            "Records of "
                + topic.topicName()
                + " that could not be applied, to the byte, with the headers of "
                + DEAD_LETTER_HEADERS
                + " added. An operator replays them.",
            1,
            Topic.DEAD_LETTER_RETENTION);
    messagesOf(topic, channel.putObject("messages"));
    return channel;
  }

  private static ObjectNode channel(
      String address, String description, int partitions, Duration retention) {
    ObjectNode channel = JSON.objectNode().put("address", address).put("description", description);
    ObjectNode kafka = channel.putObject("bindings").putObject("kafka");
    kafka.put("topic", address).put("partitions", partitions);
    kafka.putObject("topicConfiguration").put("retention.ms", retention.toMillis());
    kafka.put("bindingVersion", BINDING);
    return channel;
  }

  private static void messagesOf(Topic topic, ObjectNode messages) {
    types(topic).forEach(t -> messages.set(key(t), ref("#/components/messages/" + key(t))));
  }

  private static void operations(ObjectNode operations, Topic topic) {
    Flow flow = flow(topic);
    flow.senders().forEach(who -> operation(operations, "send", who, topic));
    flow.receivers().forEach(who -> operation(operations, "receive", who, topic));
  }

  private static void operation(ObjectNode operations, String action, String who, Topic topic) {
    ObjectNode operation = operations.putObject(who + "." + action + "." + topic.topicName());
    String channel = "#/channels/" + topic.topicName();
    operation.put("action", action).set("channel", ref(channel));
    operation.putArray("tags").addObject().put("name", who);
    ArrayNode messages = operation.putArray("messages");
    types(topic).forEach(type -> messages.add(ref(channel + "/messages/" + key(type))));
  }

  private ObjectNode message(EventType type) {
    ObjectNode message =
        JSON.objectNode()
            .put("name", type.type())
            .put("title", type.shortName().replace('-', ' '))
            .put("contentType", "application/json");
    ArrayNode headers = message.putObject("headers").putArray("allOf");
    headers.add(ref(EventSchemas.PREFIX + HEADERS));
    headers.addObject().putObject("properties").putObject("ce_type").put("const", type.type());
    message.set("payload", schemas.reference(type.eventClass()));
    ObjectNode kafka = message.putObject("bindings").putObject("kafka");
    kafka.putObject("key").put("type", "string").put("description", type.topic().key());
    kafka.put("bindingVersion", BINDING);
    return message;
  }

  private static ObjectNode cloudEventsHeaders() {
    ObjectNode headers = JSON.objectNode().put("type", "object");
    ObjectNode properties = headers.putObject("properties");
    properties.putObject("ce_specversion").put("const", "1.0");
    header(properties, "ce_id", "A UUIDv7; the same event bears the same id.")
        .put("format", "uuid");
    header(properties, "ce_type", "The kind of event and its version.")
        .put("pattern", "^io\\.threadline\\.[a-z-]+\\.v[0-9]+$");
    header(properties, "ce_source", "Who wrote it, as /threadline/routing-service.")
        .put("format", "uri-reference");
    header(properties, "ce_time", "When it happened, UTC.").put("format", "date-time");
    header(properties, "ce_tenant", "Whose event it is.").put("format", "uuid");
    header(properties, "ce_traceparent", "W3C Trace Context.")
        .put("pattern", "^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$");
    properties.putObject("content-type").put("const", "application/json");
    ArrayNode required = headers.putArray("required");
    Stream.of("ce_specversion", "ce_id", "ce_type", "ce_source", "ce_time", "ce_tenant")
        .forEach(required::add);
    required.add("content-type");
    return headers;
  }

  private static ObjectNode deadLetterHeaders() {
    ObjectNode headers = JSON.objectNode().put("type", "object");
    ObjectNode properties = headers.putObject("properties");
    header(properties, "dead-letter-consumer", "The consumer that could not apply the record.");
    header(properties, "dead-letter-reason", "Why.");
    header(properties, "dead-letter-origin", "Where it stood, as topic/partition/offset.");
    ArrayNode required = headers.putArray("required");
    properties.fieldNames().forEachRemaining(required::add);
    return headers;
  }

  private static ObjectNode header(ObjectNode properties, String name, String description) {
    return properties.putObject(name).put("type", "string").put("description", description);
  }

  private static Stream<EventType> types(Topic topic) {
    return Stream.of(EventType.values()).filter(type -> type.topic() == topic);
  }

  /** The name of the message in the document, as {@code message-received.v1}. */
  static String key(EventType type) {
    return type.shortName() + ".v" + type.version();
  }

  private static ObjectNode ref(String pointer) {
    return JSON.objectNode().put("$ref", pointer);
  }
}
