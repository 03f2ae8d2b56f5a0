package io.threadline.platform.pack;

import java.nio.ByteBuffer;
import net.jpountz.lz4.LZ4Compressor;
import net.jpountz.lz4.LZ4Exception;
import net.jpountz.lz4.LZ4Factory;
import net.jpountz.lz4.LZ4SafeDecompressor;

/**
 * LZ4 blocks, each after its original length. Quick enough for every commit: several hundred
 * megabytes a second on one core, where what PostgreSQL would do with large values is slower.
 */
public final class Lz4 {
  /** In plain Java: native code would ask for access, and is no faster on blocks of this size. */
  private static final LZ4Factory FACTORY = LZ4Factory.safeInstance();

  private static final LZ4Compressor COMPRESSOR = FACTORY.fastCompressor();
  private static final LZ4SafeDecompressor DECOMPRESSOR = FACTORY.safeDecompressor();
  private static final int LENGTH = Integer.BYTES;

  private Lz4() {}

  /** The first bytes, compressed. */
  public static byte[] compress(byte[] bytes, int length) {
    byte[] room = new byte[LENGTH + COMPRESSOR.maxCompressedLength(length)];
    ByteBuffer.wrap(room).putInt(length);
    int size = COMPRESSOR.compress(bytes, 0, length, room, LENGTH, room.length - LENGTH);
    return java.util.Arrays.copyOf(room, LENGTH + size);
  }

  /**
   * What was compressed.
   *
   * @param offset where the block begins
   * @throws IllegalStateException if the bytes are no such block
   */
  public static byte[] decompress(byte[] block, int offset) {
    try {
      byte[] bytes = new byte[ByteBuffer.wrap(block).getInt(offset)];
      int begin = offset + LENGTH;
      int length = DECOMPRESSOR.decompress(block, begin, block.length - begin, bytes, 0);
      if (length != bytes.length) {
        throw new IllegalStateException(
            "a block of %d bytes says it has %d".formatted(length, bytes.length));
      }
      return bytes;
    } catch (LZ4Exception | IndexOutOfBoundsException | NegativeArraySizeException e) {
      throw new IllegalStateException("%d stored bytes are no block".formatted(block.length), e);
    }
  }
}
