package io.threadline.ingest.vault;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Payloads too large for a record, as files named by their SHA-256: written aside, synced, then
 * renamed, so that a name that exists is whole. Writing the same payload twice stores it once.
 */
public final class BlobStore {
  private static final Pattern NAME = Pattern.compile("[0-9a-f]{64}");

  private final Path directory;

  public BlobStore(Path directory) {
    this.directory = directory;
  }

  /** Stores bytes under their digest and returns its name once they are on the disk. */
  public String put(String sha256, byte[] bytes) throws IOException {
    Path target = path(sha256);
    if (!Files.exists(target)) {
      Path folder = folder(sha256);
      Files.createDirectories(folder);
      Path aside = folder.resolve(sha256 + '.' + UUID.randomUUID() + ".part");
      try {
        writeSynced(aside, bytes);
        Files.move(aside, target, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(aside);
      }
      sync(folder);
      sync(directory);
    }
    return sha256;
  }

  /** The bytes of a name; an {@link IOException} if there is none on this instance's disk. */
  public byte[] get(String name) throws IOException {
    return Files.readAllBytes(path(name));
  }

  /** Deletes the bytes of a name; none is fine. */
  public void delete(String name) throws IOException {
    Files.deleteIfExists(path(name));
  }

  private Path path(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("'" + name + "' is no blob name: 64 hexadecimal digits");
    }
    return folder(name).resolve(name);
  }

  private Path folder(String name) {
    return directory.resolve(name.substring(0, 2));
  }

  private static void writeSynced(Path file, byte[] bytes) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(true);
    }
  }

  private static void sync(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
