package io.threadline.ingest.channel.twilio.core;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A form body ({@code application/x-www-form-urlencoded}, WHATWG URL standard 5.1), decoded as
 * lenient readers decode it, with the first thing that was wrong with it.
 *
 * @param parameters in the order of the body; names may repeat
 * @param defect what is malformed, or null: an escape that is none, or bytes that are not UTF-8
 */
public record Form(List<Parameter> parameters, @Nullable String defect) {
  /** One name and its value. */
  public record Parameter(String name, String value) {}

  /** Far above what any provider sends; more is an attack on the sort that signatures need. */
  private static final int MAX_PARAMETERS = 2_000;

  /** Decodes a body; never fails. */
  public static Form parse(byte[] body) {
    Decoder decoder = new Decoder(body);
    List<Parameter> parameters = new ArrayList<>(32);
    int start = 0;
    while (start < body.length && parameters.size() < MAX_PARAMETERS) {
      int end = indexOf(body, '&', start, body.length);
      if (end > start) {
        int equals = indexOf(body, '=', start, end);
        String name = decoder.decode(start, equals);
        String value = equals < end ? decoder.decode(equals + 1, end) : "";
        parameters.add(new Parameter(name, value));
      }
      start = end + 1;
    }
    if (start < body.length) {
      decoder.defect = "more than " + MAX_PARAMETERS + " parameters";
    }
    return new Form(parameters, decoder.defect);
  }

  /** The first value of that name, or null. */
  public @Nullable String first(String name) {
    for (Parameter parameter : parameters) {
      if (parameter.name().equals(name)) {
        return parameter.value();
      }
    }
    return null;
  }

  /** The first value of that name if it is not blank, or null. */
  public @Nullable String text(String name) {
    String value = first(name);
    return value == null || value.isBlank() ? null : value;
  }

  private static int indexOf(byte[] body, char wanted, int from, int to) {
    for (int i = from; i < to; i++) {
      if (body[i] == wanted) {
        return i;
      }
    }
    return to;
  }

  private static final class Decoder {
    private final byte[] body;
    private final byte[] decoded;
    private @Nullable String defect;

    Decoder(byte[] body) {
      this.body = body;
      this.decoded = new byte[body.length];
    }

    String decode(int from, int to) {
      int length = 0;
      for (int i = from; i < to; i++) {
        byte b = body[i];
        if (b == '+') {
          b = ' ';
        } else if (b == '%') {
          int value = i + 2 < to ? (hex(body[i + 1]) << 4) | hex(body[i + 2]) : -1;
          if (value < 0) {
            defect = "'%' at byte " + i + " is not followed by two hexadecimal digits";
          } else {
            b = (byte) value;
            i += 2;
          }
        }
        decoded[length++] = b;
      }
      return text(length);
    }

    private String text(int length) {
      for (int i = 0; i < length; i++) {
        if (decoded[i] < 0) {
          return strictUtf8(length);
        }
      }
      return new String(decoded, 0, length, StandardCharsets.US_ASCII);
    }

    private String strictUtf8(int length) {
      try {
        return StandardCharsets.UTF_8
            .newDecoder()
            .decode(ByteBuffer.wrap(decoded, 0, length))
            .toString();
      } catch (CharacterCodingException _) {
        defect = "a value is not UTF-8";
        return new String(decoded, 0, length, StandardCharsets.UTF_8);
      }
    }

    private static int hex(byte digit) {
      return Character.digit(digit, 16);
    }
  }
}
