package io.threadline.platform.problem;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A problem document (RFC 9457). */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
    String type,
    String title,
    int status,
    String code,
    @Nullable String detail,
    @JsonIgnore Map<String, Object> members) {

  /** The media type of a problem document. */
  public static final String MEDIA_TYPE = "application/problem+json";

  /** The document of a refusal. */
  public static Problem of(ErrorCode code, @Nullable String detail, Map<String, Object> members) {
    return new Problem(
        code.type(), code.title(), code.category().status(), code.slug(), detail, members);
  }

  /** The extension members, written beside the standard ones. */
  @JsonAnyGetter
  public Map<String, Object> extensions() {
    return members;
  }
}
