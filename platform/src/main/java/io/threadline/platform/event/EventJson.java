package io.threadline.platform.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.AnnotationIntrospector;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.threadline.contracts.Channel;
import io.threadline.contracts.Event;
import io.threadline.contracts.EventType;
import java.io.IOException;
import java.util.stream.Collectors;

/**
 * The one mapping between events and JSON. Instants are ISO 8601 in UTC, unknown fields are ignored
 * (a newer writer may have added them), absent nullable fields read as null and absent lists as
 * empty; any other absent field is refused.
 */
public final class EventJson {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .addModule(contracts())
          .annotationIntrospector(
              AnnotationIntrospector.pair(
                  new RequiredMembers(), new JacksonAnnotationIntrospector()))
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(DeserializationFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
          .serializationInclusion(JsonInclude.Include.NON_NULL)
          .build();

  private EventJson() {}

  /** How the value types of the contracts are written; REST bodies use it too. */
  public static SimpleModule contracts() {
    SimpleModule module = new SimpleModule("threadline-contracts");
    module.addSerializer(Channel.class, new ChannelSerializer());
    module.addDeserializer(Channel.class, new ChannelDeserializer());
    return module;
  }

  /** The mapper itself, for payloads that are stored rather than sent. */
  public static ObjectMapper mapper() {
    return MAPPER;
  }

  /** The body of an event, UTF-8. */
  public static byte[] write(Event event) {
    try {
      return MAPPER.writerFor(EventType.of(event).eventClass()).writeValueAsBytes(event);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("event of " + event.getClass() + " cannot be written", e);
    }
  }

  /**
   * The event of a body.
   *
   * @throws MalformedEventException if the body is not that event; it names the member
   */
  public static Event read(EventType type, byte[] body) {
    try {
      return MAPPER.readValue(body, type.eventClass());
    } catch (IOException | IllegalArgumentException e) {
      throw new MalformedEventException(
          "body is not a valid " + type.type() + ": " + whatIsWrong(e), e);
    }
  }

  /** The place, not the content: bodies hold what customers wrote. */
  private static String whatIsWrong(Exception e) {
    if (e instanceof JsonMappingException mapping) {
      return mapping.getPath().isEmpty()
          ? "it is not a JSON object of that shape"
          : "member '" + pathOf(mapping) + "' is missing or not valid";
    }
    if (e instanceof JsonProcessingException broken && broken.getLocation() != null) {
      return "it is not JSON, see line "
          + broken.getLocation().getLineNr()
          + ", column "
          + broken.getLocation().getColumnNr();
    }
    return "it cannot be read";
  }

  private static String pathOf(JsonMappingException e) {
    return e.getPath().stream()
        .map(step -> step.getFieldName() == null ? "" + step.getIndex() : step.getFieldName())
        .collect(Collectors.joining("."));
  }

  private static final class ChannelSerializer extends StdSerializer<Channel> {
    ChannelSerializer() {
      super(Channel.class);
    }

    @Override
    public void serialize(Channel channel, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      json.writeString(channel.name());
    }
  }

  private static final class ChannelDeserializer extends StdDeserializer<Channel> {
    ChannelDeserializer() {
      super(Channel.class);
    }

    @Override
    public Channel deserialize(JsonParser json, DeserializationContext context) throws IOException {
      return Channel.of(json.getValueAsString(""));
    }
  }
}
