package io.threadline.local.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One run's hold on a data folder: nobody else uses it meanwhile, and its contents are of the
 * version that this program reads. The lock is the operating system's, so it ends with the process,
 * however that happens.
 */
public final class DataClaim implements AutoCloseable {

  /** What this program writes; raised when old data can no longer be read. */
  public static final String VERSION = "1 (PostgreSQL 18, Kafka 4.1)";

  private final FileChannel channel;

  private DataClaim(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Claims the folder, making it when it is missing.
   *
   * @throws RefusedException when another run holds it, or another version or program wrote it
   */
  public static DataClaim on(DataFolder data) {
    try {
      boolean foreign = isForeign(data);
      if (foreign) {
        throw new RefusedException(
            "%s holds files that no local run made: choose another folder with --data DIR"
                .formatted(data.root()));
      }
      Files.createDirectories(data.root().resolve("run"));
      Files.createDirectories(data.root().resolve("logs"));
      DataClaim claim = lock(data);
      checkVersion(data, claim);
      return claim;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot use the data folder " + data.root(), e);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot release the data folder", e);
    }
  }

  private static boolean isForeign(DataFolder data) throws IOException {
    if (!Files.isDirectory(data.root()) || Files.exists(data.lock())) {
      return false;
    }
    try (Stream<Path> files = Files.list(data.root())) {
      return files.findAny().isPresent();
    }
  }

  private static DataClaim lock(DataFolder data) throws IOException {
    FileChannel channel =
        FileChannel.open(data.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (tryLock(channel) == null) {
      channel.close();
      throw new RefusedException(
          "%s is in use by another run (process %s): stop it with Ctrl-C, or choose another folder with --data DIR and other ports with --offset N"
              .formatted(data.root(), Files.readString(holderFile(data)).strip()));
    }
    Files.writeString(holderFile(data), ProcessHandle.current().pid() + "\n");
    return new DataClaim(channel);
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  private static Path holderFile(DataFolder data) {
    return data.root().resolve("run/holder");
  }

  private static void checkVersion(DataFolder data, DataClaim claim) throws IOException {
    if (!Files.exists(data.version())) {
      Files.writeString(data.version(), VERSION + "\n");
      return;
    }
    String found = Files.readString(data.version()).strip();
    if (!found.equals(VERSION)) {
      claim.close();
      throw new RefusedException(
          "%s belongs to version %s, this is version %s and cannot read it: choose another folder with --data DIR, or delete it if its data is not needed"
              .formatted(data.root(), found, VERSION));
    }
  }
}
