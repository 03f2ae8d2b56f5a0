package io.threadline.platform.problem;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The API refuses a request. The detail names the value that is wrong and says what to do; members
 * carry the same for machines.
 */
public final class ApiException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;
  private final transient Map<String, Object> members = new LinkedHashMap<>();
  private @Nullable Duration retryAfter;

  public ApiException(ErrorCode code, String detail) {
    super(detail, null, false, false);
    this.code = code;
  }

  /** Shorthand for a value that is not valid. */
  public static ApiException invalid(String field, @Nullable Object value, String whatToDo) {
    return new ApiException(
            ErrorCode.INVALID_VALUE, field + " '" + value + "' is not valid: " + whatToDo)
        .with("field", field);
  }

  /** Shorthand for something that is not there, or is another tenant's. */
  public static ApiException notFound(String kind, Object id) {
    return new ApiException(ErrorCode.NOT_FOUND, "there is no " + kind + " '" + id + "'");
  }

  /** Adds a member to the problem document. */
  public ApiException with(String member, Object value) {
    members.put(member, value);
    return this;
  }

  /** Tells the client when to come back. */
  public ApiException retryAfter(Duration duration) {
    this.retryAfter = duration;
    return this;
  }

  public ErrorCode code() {
    return code;
  }

  public Map<String, Object> members() {
    return members;
  }

  public @Nullable Duration retryAfter() {
    return retryAfter;
  }
}
