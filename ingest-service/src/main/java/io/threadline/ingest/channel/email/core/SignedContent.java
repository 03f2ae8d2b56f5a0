package io.threadline.ingest.channel.email.core;

import java.io.ByteArrayOutputStream;
import java.util.Optional;

/**
 * The mail inside of an opaque S/MIME signature (RFC 5652: ContentInfo, SignedData,
 * encapsulatedContentInfo). Only unwrapped: whose signature it is nobody is told, so nothing is
 * believed because of it.
 */
public final class SignedContent {
  private static final int SEQUENCE = 0x30;
  private static final int SET = 0x31;
  private static final int OCTETS = 0x04;
  private static final int CONSTRUCTED_OCTETS = 0x24;
  private static final int EXPLICIT_0 = 0xA0;
  private static final int OBJECT_ID = 0x06;
  private static final int INTEGER = 0x02;

  /** 1.2.840.113549.1.7.2 */
  private static final byte[] SIGNED_DATA = {
    0x2A, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xF7, 0x0D, 0x01, 0x07, 0x02
  };

  private final byte[] bytes;
  private int at;

  private SignedContent(byte[] bytes) {
    this.bytes = bytes;
  }

  /** The content; empty if the bytes are no signed data that carries its content along. */
  public static Optional<byte[]> of(byte[] bytes) {
    try {
      return new SignedContent(bytes).content();
    } catch (MalformedException _) {
      return Optional.empty();
    }
  }

  private static final class MalformedException extends Exception {
    private static final long serialVersionUID = 1L;
  }

  private Optional<byte[]> content() throws MalformedException {
    enter(SEQUENCE);
    byte[] type = primitive(OBJECT_ID);
    if (!java.util.Arrays.equals(type, SIGNED_DATA)) {
      return Optional.empty();
    }
    enter(EXPLICIT_0);
    enter(SEQUENCE);
    primitive(INTEGER);
    skip(SET);
    enter(SEQUENCE);
    primitive(OBJECT_ID);
    if (at >= bytes.length || (bytes[at] & 0xFF) != EXPLICIT_0) {
      return Optional.empty();
    }
    enter(EXPLICIT_0);
    return Optional.of(octets());
  }

  /** One string, or, in BER, several that make one. */
  private byte[] octets() throws MalformedException {
    if (peek() == OCTETS) {
      return primitive(OCTETS);
    }
    int length = enter(CONSTRUCTED_OCTETS);
    int end = length < 0 ? bytes.length : at + length;
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    while (at < end && peek() == OCTETS) {
      all.writeBytes(primitive(OCTETS));
    }
    return all.toByteArray();
  }

  private int peek() throws MalformedException {
    if (at >= bytes.length) {
      throw new MalformedException();
    }
    return bytes[at] & 0xFF;
  }

  /** Goes into a constructed value; answers its length, negative if its end is marked instead. */
  private int enter(int tag) throws MalformedException {
    if (peek() != tag) {
      throw new MalformedException();
    }
    at++;
    return length();
  }

  private byte[] primitive(int tag) throws MalformedException {
    int length = enter(tag);
    if (length < 0 || length > bytes.length - at) {
      throw new MalformedException();
    }
    at += length;
    return java.util.Arrays.copyOfRange(bytes, at - length, at);
  }

  private void skip(int tag) throws MalformedException {
    int length = enter(tag);
    if (length >= 0) {
      at += Math.min(length, bytes.length - at);
      return;
    }
    // To the two zero bytes that end it; algorithms hold none.
    while (at + 1 < bytes.length && (bytes[at] != 0 || bytes[at + 1] != 0)) {
      at++;
    }
    at += 2;
  }

  private int length() throws MalformedException {
    int first = peek();
    at++;
    if (first < 0x80) {
      return first;
    }
    int digits = first & 0x7F;
    if (digits == 0) {
      return -1;
    }
    int length = 0;
    for (int i = 0; i < digits; i++) {
      if (length > 0x7FFFFF) {
        throw new MalformedException();
      }
      length = (length << 8) | peek();
      at++;
    }
    return length;
  }
}
