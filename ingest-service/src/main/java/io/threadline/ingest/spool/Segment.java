package io.threadline.ingest.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * One file of the spool: frames of length (4 bytes), CRC-32C (4 bytes) and record. A file is only
 * appended to; a crash can leave half a frame at its end, which opening cuts off.
 */
final class Segment implements AutoCloseable {
  static final int FRAME_BYTES = 8;
  private static final int MAX_RECORD_BYTES = 8 * 1024 * 1024;

  private final Path path;
  private final FileChannel channel;

  /** Up to here everything is synced. Written by one thread, read by another. */
  private volatile long size;

  private volatile int records;

  private Segment(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /** Opens or creates a file, and cuts off what no whole record is. */
  static Segment open(Path path) throws IOException {
    FileChannel channel =
        FileChannel.open(
            path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    Segment segment = new Segment(path, channel);
    segment.recover();
    return segment;
  }

  private void recover() throws IOException {
    long end = channel.size();
    long position = 0;
    int count = 0;
    while (true) {
      byte[] record = read(position, end);
      if (record == null) {
        break;
      }
      position += FRAME_BYTES + record.length;
      count++;
    }
    size = position;
    records = count;
    if (size < end) {
      channel.truncate(size);
      channel.force(true);
    }
  }

  /** Writes and syncs records together; on failure none of them is in the file. */
  void append(List<byte[]> encoded) throws IOException {
    long written = 0;
    try {
      for (byte[] record : encoded) {
        ByteBuffer frame = frame(record);
        while (frame.hasRemaining()) {
          written += channel.write(frame, size + written);
        }
      }
      channel.force(false);
    } catch (IOException e) {
      channel.truncate(size);
      throw e;
    }
    size = size + written;
    records = records + encoded.size();
  }

  /** The record at a position below {@link #size}. */
  byte[] recordAt(long position) throws IOException {
    byte[] record = read(position, size);
    if (record == null) {
      throw new IOException("the spool file " + path + " was damaged at byte " + position);
    }
    return record;
  }

  long size() {
    return size;
  }

  int records() {
    return records;
  }

  void delete() throws IOException {
    channel.close();
    Files.deleteIfExists(path);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private byte @Nullable [] read(long position, long end) throws IOException {
    if (end - position < FRAME_BYTES) {
      return null;
    }
    ByteBuffer head = readFully(position, FRAME_BYTES);
    int length = head.getInt();
    int checksum = head.getInt();
    if (length <= 0 || length > MAX_RECORD_BYTES || end - position - FRAME_BYTES < length) {
      return null;
    }
    byte[] record = readFully(position + FRAME_BYTES, length).array();
    return checksum(record) == checksum ? record : null;
  }

  private ByteBuffer readFully(long position, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, position + buffer.position()) < 0) {
        throw new IOException(
            "the spool file " + path + " ends before byte " + (position + length));
      }
    }
    return buffer.flip();
  }

  private static ByteBuffer frame(byte[] record) {
    return ByteBuffer.allocate(FRAME_BYTES + record.length)
        .putInt(record.length)
        .putInt(checksum(record))
        .put(record)
        .flip();
  }

  private static int checksum(byte[] record) {
    CRC32C crc = new CRC32C();
    crc.update(record);
    return (int) crc.getValue();
  }
}
