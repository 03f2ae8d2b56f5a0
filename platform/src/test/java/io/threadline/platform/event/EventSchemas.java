package io.threadline.platform.event;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.threadline.contracts.Channel;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * JSON Schemas (draft 07) of the contracts' records, by reflection. They describe what is written:
 * nullable members are left out rather than null, so they are the ones that are not required.
 */
final class EventSchemas {
  static final String PREFIX = "#/components/schemas/";

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Map<String, ObjectNode> schemas = new TreeMap<>();

  /** All schemas that were asked for, and those they refer to, by name. */
  Map<String, ObjectNode> all() {
    return schemas;
  }

  /** A reference to the schema of a record or enum. */
  ObjectNode reference(Class<?> type) {
    String name = type.getCanonicalName().substring(type.getPackageName().length() + 1);
    if (!schemas.containsKey(name)) {
      schemas.put(name, JSON.objectNode());
      schemas.put(name, define(type));
    }
    return JSON.objectNode().put("$ref", PREFIX + name);
  }

  private ObjectNode define(Class<?> type) {
    if (type == Channel.class) {
      return string(null).put("pattern", "^[a-z][a-z0-9-]{0,31}$");
    }
    ObjectNode schema = JSON.objectNode();
    if (type.isEnum()) {
      schema.put("type", "string");
      ArrayNode names = schema.putArray("enum");
      for (Object constant : type.getEnumConstants()) {
        names.add(((Enum<?>) constant).name());
      }
      return schema;
    }
    if (!type.isRecord()) {
      throw new IllegalStateException(
          type
              + " has no JSON Schema: contracts are made of records, enums and JDK values;"
              + " teach EventSchemas the type if it is meant to be one");
    }
    schema.put("type", "object");
    ObjectNode properties = schema.putObject("properties");
    ArrayNode required = JSON.arrayNode();
    for (RecordComponent component : type.getRecordComponents()) {
      properties.set(component.getName(), schemaOf(component.getAnnotatedType()));
      if (!component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
        required.add(component.getName());
      }
    }
    schema.set("required", required);
    return schema;
  }

  private ObjectNode schemaOf(AnnotatedType annotated) {
    if (annotated instanceof AnnotatedParameterizedType generic
        && ((ParameterizedType) generic.getType()).getRawType() == List.class) {
      ObjectNode array = JSON.objectNode().put("type", "array");
      array.set("items", schemaOf(generic.getAnnotatedActualTypeArguments()[0]));
      return array;
    }
    Class<?> type = (Class<?>) annotated.getType();
    return switch (type.getName()) {
      case "boolean", "java.lang.Boolean" -> JSON.objectNode().put("type", "boolean");
      case "int", "java.lang.Integer" -> integer("int32");
      case "long", "java.lang.Long" -> integer("int64");
      default -> {
        if (type == String.class) {
          yield string(null);
        } else if (type == UUID.class) {
          yield string("uuid");
        } else if (type == Instant.class) {
          yield string("date-time");
        } else if (type == BigDecimal.class) {
          yield JSON.objectNode().put("type", "number");
        }
        yield reference(type);
      }
    };
  }

  private static ObjectNode integer(String format) {
    return JSON.objectNode().put("type", "integer").put("format", format);
  }

  private static ObjectNode string(@Nullable String format) {
    ObjectNode schema = JSON.objectNode().put("type", "string");
    return format == null ? schema : schema.put("format", format);
  }
}
