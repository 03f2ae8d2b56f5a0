package io.threadline.local.postgres;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * PostgreSQL's programs, unpacked once per user from the archive that Maven Central serves for this
 * operating system (io.zonky.test.postgres). The folder is named after the archive's digest, so two
 * versions live side by side.
 */
final class PostgresBinaries {

  private PostgresBinaries() {}

  /** The folder that holds {@code bin/postgres}; unpacks the archive when it is not there yet. */
  static synchronized Path folder() {
    try {
      byte[] archive = archive();
      Path target = cache().resolve("postgres-" + digest(archive));
      if (!Files.exists(target)) {
        unpackOnce(archive, target);
      }
      return target;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot unpack the PostgreSQL programs", e);
    }
  }

  private static byte[] archive() throws IOException {
    String system = System.getProperty("os.name").startsWith("Mac") ? "Darwin" : "Linux";
    String architecture = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
    InputStream found = DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(system, architecture);
    if (found == null) {
      throw new IllegalStateException(
          "there are no PostgreSQL programs for %s on %s: the local run works on Linux and macOS, x86-64 and ARM"
              .formatted(system, architecture));
    }
    try (found) {
      return found.readAllBytes();
    }
  }

  private static String digest(byte[] archive) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(archive);
      return HexFormat.of().formatHex(hash, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static Path cache() throws IOException {
    String configured = System.getenv("XDG_CACHE_HOME");
    Path home = Path.of(System.getProperty("user.home"));
    Path base = configured == null ? home.resolve(".cache") : Path.of(configured);
    if (!Files.isWritable(configured == null ? home : base)) {
      base = Path.of(System.getProperty("java.io.tmpdir"));
    }
    return Files.createDirectories(base.resolve("threadline"));
  }

  /** Several runs may start at once: one unpacks under a lock, into a folder it then renames. */
  private static void unpackOnce(byte[] archive, Path target) throws IOException {
    Path lockFile = target.resolveSibling(target.getFileName() + ".lock");
    try (FileChannel channel =
            FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      if (lock.isValid() && !Files.exists(target)) {
        Path unfinished = Files.createTempDirectory(target.getParent(), "unpacking-");
        unpack(archive, unfinished);
        Files.setPosixFilePermissions(unfinished, permissions(0755));
        Files.move(unfinished, target);
      }
    }
  }

  private static void unpack(byte[] archive, Path target) throws IOException {
    try (var tar =
        new TarArchiveInputStream(
            new XZInputStream(new java.io.ByteArrayInputStream(archive), 128 * 1024))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        Path path = target.resolve(entry.getName()).normalize();
        if (!path.startsWith(target)) {
          throw new IOException("the archive names a file outside of it: " + entry.getName());
        }
        if (entry.isDirectory()) {
          Files.createDirectories(path);
        } else {
          Files.createDirectories(path.getParent());
          write(tar, entry, path, target);
        }
      }
    }
  }

  private static void write(
      TarArchiveInputStream tar, TarArchiveEntry entry, Path path, Path target) throws IOException {
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
    } else if (entry.isLink()) {
      Files.createLink(path, target.resolve(entry.getLinkName()));
    } else {
      Files.copy(tar, path);
      Files.setPosixFilePermissions(path, permissions(entry.getMode()));
    }
  }

  private static Set<PosixFilePermission> permissions(int mode) {
    // PosixFilePermission is declared from the highest bit (owner read) to the lowest.
    Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
    for (PosixFilePermission permission : PosixFilePermission.values()) {
      if ((mode & (0400 >> permission.ordinal())) != 0) {
        permissions.add(permission);
      }
    }
    return permissions;
  }
}
