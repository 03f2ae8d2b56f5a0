package io.threadline.conversation.api;

import io.threadline.conversation.core.Storable;
import io.threadline.platform.problem.ApiException;
import io.threadline.platform.problem.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Values that clients send, checked. */
public final class Sent {
  /** The longest reply or note, in bytes of UTF-8. */
  public static final int MAX_TEXT_BYTES = 64 * 1024;

  private Sent() {}

  /** The body itself. */
  public static <T> T body(@Nullable T body) {
    if (body == null) {
      throw new ApiException(ErrorCode.MALFORMED_BODY, "the body is empty: send a JSON object");
    }
    return body;
  }

  /** The text of a reply or a note. */
  public static String text(@Nullable String text) {
    if (text == null || text.isBlank()) {
      throw ApiException.invalid("text", text, "write something");
    }
    int bytes = text.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > MAX_TEXT_BYTES) {
      throw new ApiException(
              ErrorCode.TOO_LARGE,
              "text has " + bytes + " bytes: send at most " + MAX_TEXT_BYTES + ", or a file")
          .with("field", "text");
    }
    return storable("text", text);
  }

  /** A short value, such as a name or an address. */
  public static String value(String field, @Nullable String value, int maxLength) {
    if (value == null || value.isBlank()) {
      throw ApiException.invalid(field, value, "it must not be empty");
    }
    if (value.length() > maxLength) {
      throw ApiException.invalid(
          field, Storable.cut(value, 32) + "…", "send at most " + maxLength + " characters");
    }
    return storable(field, value);
  }

  /** An id in a query or a body. */
  public static UUID id(String field, String value) {
    try {
      return UUID.fromString(value);
    } catch (IllegalArgumentException _) {
      throw ApiException.invalid(field, Storable.text(value), "send a UUID");
    }
  }

  private static String storable(String field, String value) {
    if (!Storable.isStorable(value)) {
      throw new ApiException(
              ErrorCode.INVALID_VALUE,
              field
                  + " has a NUL character or half of a surrogate pair, which cannot be stored: "
                  + "remove it")
          .with("field", field);
    }
    return value;
  }
}
