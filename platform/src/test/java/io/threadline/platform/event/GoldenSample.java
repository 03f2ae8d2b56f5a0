package io.threadline.platform.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.threadline.contracts.EventType;
import java.math.BigDecimal;
import java.util.Objects;

/** What to put into the golden file of a new event. */
final class GoldenSample {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String UUID = "0198c5f0-0001-7000-8000-000000000001";
  private static final String TIME = "2026-03-02T09:15:30.123456Z";

  private final EventSchemas schemas = new EventSchemas();

  private GoldenSample() {}

  /** A message with the content of the missing file, to be made more lifelike by hand. */
  static String howToAdd(String file, EventType type) {
    boolean minimal = file.endsWith(".minimal.json");
    ObjectNode golden = JSON.objectNode();
    golden.set("headers", headers(type));
    golden.set("body", new GoldenSample().of(type, minimal));
    return "%s has no golden file. Add contracts/src/main/resources/golden/%s, for example:%n%s"
        .formatted(type.type(), file, golden.toPrettyString());
  }

  private static ObjectNode headers(EventType type) {
    return JSON.objectNode()
        .put("ce_specversion", "1.0")
        .put("ce_id", UUID)
        .put("ce_type", type.type())
        .put("ce_source", "/threadline/the-service")
        .put("ce_time", TIME)
        .put("ce_tenant", "00000000-0000-7000-8000-000000000001")
        .put("content-type", "application/json");
  }

  private JsonNode of(EventType type, boolean requiredOnly) {
    ObjectNode schema = schemas.reference(type.eventClass());
    ObjectNode sample = (ObjectNode) of("", schema);
    if (requiredOnly) {
      JsonNode required = resolve(schema).get("required");
      sample.retain(required.valueStream().map(JsonNode::textValue).toList());
    }
    return sample;
  }

  private JsonNode of(String name, ObjectNode reference) {
    ObjectNode schema = resolve(reference);
    if (schema.has("enum")) {
      return schema.get("enum").get(0);
    }
    return switch (schema.path("type").textValue()) {
      case "object" -> {
        ObjectNode object = JSON.objectNode();
        schema
            .get("properties")
            .properties()
            .forEach(p -> object.set(p.getKey(), of(p.getKey(), (ObjectNode) p.getValue())));
        yield object;
      }
      case "array" -> JSON.arrayNode().add(of(name, (ObjectNode) schema.get("items")));
      case "boolean" -> JSON.booleanNode(true);
      case "integer" -> JSON.numberNode(1);
      case "number" -> JSON.numberNode(new BigDecimal("12.50"));
      default ->
          switch (schema.path("format").asText()) {
            case "uuid" -> JSON.textNode(UUID);
            case "date-time" -> JSON.textNode(TIME);
            default -> JSON.textNode(schema.has("pattern") ? "email" : name);
          };
    };
  }

  private ObjectNode resolve(ObjectNode schema) {
    if (!schema.has("$ref")) {
      return schema;
    }
    String name = schema.get("$ref").textValue().substring(EventSchemas.PREFIX.length());
    return Objects.requireNonNull(schemas.all().get(name), name);
  }
}
