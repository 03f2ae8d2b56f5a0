package io.threadline.ingest.spool;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A Kafka record that waits on disk.
 *
 * @param headers by name, in order
 */
public record SpoolRecord(String topic, String key, Map<String, byte[]> headers, byte[] body) {
  private static final int MAX_HEADERS = 64;

  /** The bytes of the record, without frame. */
  byte[] encode() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(body.length + 512);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeUTF(topic);
      out.writeInt(key.getBytes(StandardCharsets.UTF_8).length);
      out.write(key.getBytes(StandardCharsets.UTF_8));
      out.writeInt(headers.size());
      for (Map.Entry<String, byte[]> header : headers.entrySet()) {
        out.writeUTF(header.getKey());
        out.writeInt(header.getValue().length);
        out.write(header.getValue());
      }
      out.writeInt(body.length);
      out.write(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** The record of such bytes. */
  static SpoolRecord decode(byte[] bytes) throws IOException {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      String topic = in.readUTF();
      String key = new String(block(in), StandardCharsets.UTF_8);
      int count = in.readInt();
      if (count < 0 || count > MAX_HEADERS) {
        throw new IOException("a spooled record claims " + count + " headers");
      }
      Map<String, byte[]> headers = new LinkedHashMap<>();
      for (int i = 0; i < count; i++) {
        headers.put(in.readUTF(), block(in));
      }
      return new SpoolRecord(topic, key, headers, block(in));
    }
  }

  private static byte[] block(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > in.available()) {
      throw new IOException("a spooled record claims a block of " + length + " bytes");
    }
    return in.readNBytes(length);
  }
}
