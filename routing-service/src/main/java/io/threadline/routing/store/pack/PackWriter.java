package io.threadline.routing.store.pack;

import io.threadline.platform.pack.Lz4;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Bytes being written: small numbers are short, a short text written before is its number. */
final class PackWriter {
  /**
   * Plain, and compressed: the first byte of every pack. Zero is JSON, from before there were
   * packs.
   */
  static final byte JSON = 0;

  static final byte PLAIN = 1;
  static final byte LZ4 = 2;

  /**
   * How a text begins: absent, here and not to be repeated, here, or the number of an earlier one.
   */
  static final int NO_TEXT = 0;

  static final int LONG_TEXT = 1;
  static final int NEW_TEXT = 2;
  static final int FIRST_KNOWN = 3;

  /** Longer ones are sentences, of which hardly two are equal. */
  private static final int LONGEST_REPEATED = 48;

  private static final int WORTH_COMPRESSING = 512;
  private static final int MAX_VARINT = 10;

  private final Map<String, Integer> texts = new HashMap<>();
  private byte[] bytes = new byte[256];
  private int size = 1;

  PackWriter() {
    bytes[0] = PLAIN;
  }

  int size() {
    return size;
  }

  void octet(int value) {
    ensure(1);
    bytes[size++] = (byte) value;
  }

  /** Seven bits a byte, least significant first. */
  void number(long value) {
    ensure(MAX_VARINT);
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      bytes[size++] = (byte) (rest & 0x7F | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
  }

  /** Short for what is near zero, on either side. */
  void signed(long value) {
    number(value << 1 ^ value >> 63);
  }

  void fixed(long value) {
    ensure(Long.BYTES);
    for (int shift = Long.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
      bytes[size++] = (byte) (value >>> shift);
    }
  }

  void text(String text) {
    if (text.length() > LONGEST_REPEATED) {
      number(LONG_TEXT);
      append(text);
      return;
    }
    Integer known = texts.putIfAbsent(text, texts.size());
    if (known != null) {
      number(FIRST_KNOWN + known);
    } else {
      number(NEW_TEXT);
      append(text);
    }
  }

  private void append(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    number(utf8.length);
    ensure(utf8.length);
    System.arraycopy(utf8, 0, bytes, size, utf8.length);
    size += utf8.length;
  }

  private void ensure(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(size + more, bytes.length * 2));
    }
  }

  /** All of it; compressed if that is worth its time. */
  byte[] finish() {
    if (size < WORTH_COMPRESSING) {
      return Arrays.copyOf(bytes, size);
    }
    byte[] block = Lz4.compress(bytes, size);
    byte[] marked = new byte[block.length + 1];
    marked[0] = LZ4;
    System.arraycopy(block, 0, marked, 1, block.length);
    return marked;
  }
}
