package io.threadline.routing.store;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.threadline.routing.core.Input;
import io.threadline.routing.core.Reply;
import io.threadline.routing.core.requirement.Expr;
import io.threadline.routing.core.requirement.ExprParser;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The engine's records as JSON: the log, the state and the decisions, as they lie in the tables.
 */
public final class CoreJson {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .addModule(expressions())
          .addMixIn(Input.class, Named.class)
          .addMixIn(Reply.class, Named.class)
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
          .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(DeserializationFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
          .serializationInclusion(JsonInclude.Include.NON_NULL)
          .build();

  static {
    MAPPER.registerSubtypes(Input.class.getPermittedSubclasses());
    MAPPER.registerSubtypes(Reply.class.getPermittedSubclasses());
  }

  private CoreJson() {}

  /** The kind of a command or a reply is the simple name of its record. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "kind")
  private interface Named {}

  public static String write(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(value.getClass() + " cannot be written", e);
    }
  }

  public static <T> T read(String json, Class<T> type) {
    try {
      return MAPPER.readValue(json, type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("stored JSON is not a " + type.getSimpleName(), e);
    }
  }

  public static <T> T read(String json, TypeReference<T> type) {
    try {
      return MAPPER.readValue(json, type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("stored JSON is not a " + type.getType(), e);
    }
  }

  private static SimpleModule expressions() {
    return new SimpleModule("threadline-expressions")
        .addSerializer(Expr.class, new ExprSerializer())
        .addDeserializer(Expr.class, new ExprDeserializer());
  }

  /** An expression is stored as people write it. */
  private static final class ExprSerializer extends StdSerializer<Expr> {
    private static final long serialVersionUID = 1L;

    ExprSerializer() {
      super(Expr.class);
    }

    @Override
    public void serialize(Expr expr, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      json.writeString(expr.toString());
    }

    @Override
    public void serializeWithType(
        Expr expr, JsonGenerator json, SerializerProvider provider, TypeSerializer type)
        throws IOException {
      serialize(expr, json, provider);
    }
  }

  private static final class ExprDeserializer extends StdDeserializer<Expr> {
    private static final long serialVersionUID = 1L;

    /** A pool's tickets wait by a few expressions, however many tickets there are. */
    private static final Map<String, Expr> KNOWN = new ConcurrentHashMap<>();

    private static final int MAX_KNOWN = 10_000;

    ExprDeserializer() {
      super(Expr.class);
    }

    @Override
    public Expr deserialize(JsonParser json, DeserializationContext context) throws IOException {
      if (KNOWN.size() > MAX_KNOWN) {
        KNOWN.clear();
      }
      return KNOWN.computeIfAbsent(json.getValueAsString(""), ExprParser::parse);
    }
  }
}
