package io.threadline.ingest.channel.email.core;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A {@code winmail.dat}: the container into which Outlook puts files and formatted text for other
 * Outlooks (MS-OXTNEF). What cannot be read further ends the reading; what was read stands.
 *
 * @param text plain, if it holds any
 * @param html if it holds any
 */
public record Tnef(List<File> files, @Nullable String text, @Nullable String html) {
  private static final int SIGNATURE = 0x223E9F78;
  private static final int MAX_FILES = 500;
  private static final int MAX_VALUES = 10_000;

  private static final int MESSAGE_TEXT = 0x0002800C;
  private static final int MESSAGE_PROPERTIES = 0x00069003;
  private static final int FILE_BEGINS = 0x00069002;
  private static final int FILE_TITLE = 0x00018010;
  private static final int FILE_DATA = 0x0006800F;
  private static final int FILE_PROPERTIES = 0x00069005;

  private static final int BODY = 0x1000;
  private static final int BODY_HTML = 0x1013;
  private static final int BODY_RTF = 0x1009;
  private static final int LONG_NAME = 0x3707;
  private static final int SHORT_NAME = 0x3704;
  private static final int MIME_TYPE = 0x370E;
  private static final int DATA = 0x3701;

  /**
   * One file.
   *
   * @param contentType as the sender gave it, or a general one
   * @param size in bytes
   */
  public record File(String name, String contentType, long size) {}

  /** Reads a container; empty if it is none. */
  public static Optional<Tnef> read(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    if (in.remaining() < 6 || in.getInt() != SIGNATURE) {
      return Optional.empty();
    }
    in.getShort();
    Reading reading = new Reading();
    try {
      while (in.remaining() > 9 && reading.files.size() <= MAX_FILES) {
        in.get();
        int attribute = in.getInt();
        ByteBuffer value = slice(in, in.getInt());
        in.getShort();
        reading.attribute(attribute, value);
      }
    } catch (BufferUnderflowException | IllegalArgumentException _) {
      // Cut short or not what it says: what was read stands.
    }
    return Optional.of(reading.result());
  }

  private static ByteBuffer slice(ByteBuffer in, int length) {
    if (length < 0 || length > in.remaining()) {
      throw new BufferUnderflowException();
    }
    ByteBuffer slice = in.slice(in.position(), length).order(ByteOrder.LITTLE_ENDIAN);
    in.position(in.position() + length);
    return slice;
  }

  private static final class Reading {
    private final List<Map<Integer, Object>> files = new ArrayList<>();
    private final Map<Integer, Object> message = new HashMap<>();

    void attribute(int attribute, ByteBuffer value) {
      switch (attribute) {
        case MESSAGE_TEXT -> message.putIfAbsent(BODY, string8(value));
        case MESSAGE_PROPERTIES -> message.putAll(Properties.read(value));
        case FILE_BEGINS -> files.add(new HashMap<>());
        case FILE_TITLE -> file().put(SHORT_NAME, string8(value));
        case FILE_DATA -> file().put(DATA, (long) value.remaining());
        case FILE_PROPERTIES -> file().putAll(Properties.read(value));
        default -> {}
      }
    }

    private Map<Integer, Object> file() {
      if (files.isEmpty()) {
        files.add(new HashMap<>());
      }
      return files.getLast();
    }

    Tnef result() {
      List<File> found = new ArrayList<>();
      for (Map<Integer, Object> file : files) {
        Object name = file.getOrDefault(LONG_NAME, file.get(SHORT_NAME));
        Object type = file.get(MIME_TYPE);
        if (file.get(DATA) instanceof Long size) {
          found.add(
              new File(
                  name instanceof String text && !text.isBlank() ? text : "attachment",
                  type instanceof String text && text.contains("/")
                      ? text
                      : "application/octet-stream",
                  size));
        }
      }
      // Formatted text that only Outlook shows is better than none.
      if (message.get(BODY_RTF) instanceof Long size && text(BODY_HTML) == null) {
        found.add(new File("body.rtf", "application/rtf", size));
      }
      return new Tnef(found, text(BODY), text(BODY_HTML));
    }

    private @Nullable String text(int property) {
      return message.get(property) instanceof String text && !text.isBlank() ? text : null;
    }
  }

  private static String string8(ByteBuffer value) {
    byte[] bytes = new byte[value.remaining()];
    value.get(bytes);
    int end = bytes.length;
    while (end > 0 && bytes[end - 1] == 0) {
      end--;
    }
    String text = new String(bytes, 0, end, StandardCharsets.UTF_8);
    return text.indexOf('\uFFFD') < 0
        ? text
        : new String(bytes, 0, end, Charset.forName("windows-1252"));
  }

  /** MAPI properties: of texts the text, of data the size; of others nothing. */
  private static final class Properties {
    private static final int NAMED = 0x8000;
    private static final int MULTIPLE = 0x1000;
    private static final int OBJECT_ID = 16;

    private Properties() {}

    static Map<Integer, Object> read(ByteBuffer in) {
      Map<Integer, Object> found = new HashMap<>();
      try {
        int count = Math.min(in.getInt(), MAX_VALUES);
        for (int i = 0; i < count; i++) {
          int type = in.getShort() & 0xFFFF;
          int id = in.getShort() & 0xFFFF;
          if (id >= NAMED) {
            skipName(in);
          }
          Object value = value(in, id, type & ~MULTIPLE, (type & MULTIPLE) != 0);
          if (value != null) {
            found.put(id, value);
          }
        }
      } catch (BufferUnderflowException | IllegalArgumentException _) {
        // As above.
      }
      return found;
    }

    private static void skipName(ByteBuffer in) {
      slice(in, 16);
      if (in.getInt() == 0) {
        in.getInt();
      } else {
        slice(in, padded(in.getInt()));
      }
    }

    private static int padded(int length) {
      return length < 0 ? length : (length + 3) & ~3;
    }

    private static @Nullable Object value(ByteBuffer in, int id, int type, boolean multiple) {
      int fixed =
          switch (type) {
            case 0x02, 0x03, 0x04, 0x0A, 0x0B -> 4;
            case 0x05, 0x06, 0x07, 0x14, 0x40 -> 8;
            case 0x48 -> 16;
            case 0x0D, 0x1E, 0x1F, 0x102 -> 0;
            default -> throw new IllegalArgumentException("property type " + type);
          };
      int count = multiple || fixed == 0 ? Math.min(in.getInt(), MAX_VALUES) : 1;
      Object first = null;
      for (int i = 0; i < count; i++) {
        ByteBuffer data = slice(in, fixed == 0 ? length(in) : fixed);
        Object value = fixed == 0 ? variable(data, id, type) : null;
        first = first == null ? value : first;
      }
      return first;
    }

    /** The length of what follows; its padding is skipped by reading it along. */
    private static int length(ByteBuffer in) {
      return padded(in.getInt(in.position())) + Integer.BYTES;
    }

    private static Object variable(ByteBuffer data, int id, int type) {
      int length = data.getInt();
      ByteBuffer value = slice(data, length);
      return switch (type) {
        case 0x1E -> string8(value);
        case 0x1F -> StandardCharsets.UTF_16LE.decode(value).toString().replaceAll("\0+$", "");
        case 0x0D -> (long) Math.max(0, length - OBJECT_ID);
        default -> id == BODY_HTML ? string8(value) : (Object) (long) length;
      };
    }
  }
}
