package io.threadline.local.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code .threadline/demo.json}: how to reach a local run and what to log in with. Its names are
 * part of the stable surface.
 *
 * @param gateway the one origin, without a slash at the end
 * @param channels by channel name: webhook, account, address and the channel's credentials
 */
public record DemoFile(
    String gateway, List<User> users, Map<String, Map<String, String>> channels) {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /** Somebody who can log in. */
  public record User(String username, String password, List<String> roles) {}

  /** The demo users, as the file names them. */
  public static List<User> users(List<DemoUser> users) {
    return users.stream()
        .map(user -> new User(user.username(), user.password(), user.roles()))
        .toList();
  }

  /** Reads the file, if it is there. */
  public static Optional<DemoFile> read(Path file) {
    try {
      return Files.exists(file)
          ? Optional.of(JSON.readValue(file.toFile(), DemoFile.class))
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  /** Replaces the file at once, readable by its owner only: it holds credentials. */
  public void write(Path file) {
    try {
      Path unfinished = file.resolveSibling(file.getFileName() + ".new");
      Files.deleteIfExists(unfinished);
      Files.createFile(
          unfinished,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.write(unfinished, JSON.writeValueAsBytes(this));
      Files.move(
          unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }
}
