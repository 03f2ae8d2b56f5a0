package io.threadline.local.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Properties;

/** Passwords and keys of one installation, made at random when first asked for, and kept. */
public final class Secrets {

  private static final SecureRandom RANDOM = new SecureRandom();

  private final Path file;
  private final Properties values = new Properties();

  private Secrets(Path file) {
    this.file = file;
  }

  /** Opens the file, making it readable by its owner only. */
  public static Secrets open(Path file) {
    Secrets secrets = new Secrets(file);
    try {
      if (Files.exists(file)) {
        try (var reader = Files.newBufferedReader(file)) {
          secrets.values.load(reader);
        }
      } else {
        Files.createFile(
            file,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      }
      return secrets;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot open " + file, e);
    }
  }

  /** A database role's password. */
  public String databasePassword(String role) {
    return get("database." + role, hex(16));
  }

  /** The key that seals secrets at rest: 32 bytes, base64. */
  public String sealingKey() {
    return get("sealing.key", Base64.getEncoder().encodeToString(bytes(32)));
  }

  /** The simulated Twilio account: {@code AC} and 32 hexadecimal digits, as real ones. */
  public String twilioAccountSid() {
    return get("twilio.account", "AC" + hex(16));
  }

  /** Its secret: 32 hexadecimal digits. */
  public String twilioAuthToken() {
    return get("twilio.token", hex(16));
  }

  /** The bearer key of the raw-MIME endpoint. */
  public String mailKey() {
    return get("mail.key", hex(16));
  }

  private synchronized String get(String name, String fresh) {
    String known = values.getProperty(name);
    if (known != null) {
      return known;
    }
    values.setProperty(name, fresh);
    try (var writer = Files.newBufferedWriter(file)) {
      values.store(writer, "Made by the local run. Who has this file has the data.");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
    return fresh;
  }

  private static String hex(int count) {
    return HexFormat.of().formatHex(bytes(count));
  }

  private static byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    RANDOM.nextBytes(bytes);
    return bytes;
  }
}
