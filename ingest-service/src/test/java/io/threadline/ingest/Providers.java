package io.threadline.ingest;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.threadline.ingest.channel.FlakyServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/** Twilio's API and a mail server, as the service under test reaches them. */
public final class Providers implements QuarkusTestResourceLifecycleManager {
  /** What the service under test takes of one sender. */
  public static final int MAILS_PER_MINUTE = 20;

  private static final FlakyServer TWILIO = new FlakyServer();
  private static final GreenMail MAIL = new GreenMail(ServerSetup.SMTP.dynamicPort());

  @Override
  public Map<String, String> start() {
    MAIL.start();
    return Map.of(
        "threadline.imap.poll",
        "1s",
        "threadline.imap.idle",
        "2s",
        "threadline.smtp.listener.key-store",
        keyStore(),
        "threadline.smtp.listener.key-store-password",
        "changeit",
        "threadline.smtp.listener.sender-per-minute",
        Integer.toString(MAILS_PER_MINUTE),
        "threadline.twilio.api",
        TWILIO.url(),
        "threadline.smtp.out",
        "localhost:" + MAIL.getSmtp().getPort(),
        "threadline.smtp.port",
        "0",
        "threadline.accept.email-bytes",
        "1000000",
        "threadline.accept.spool-bytes",
        "500000");
  }

  /** GreenMail brings a certificate of its own for tests. */
  private static String keyStore() {
    try (InputStream in = GreenMail.class.getResourceAsStream("/greenmail.p12")) {
      Path file = Files.createTempFile("smtp", ".p12");
      file.toFile().deleteOnExit();
      Files.write(file, Objects.requireNonNull(in, "greenmail.p12").readAllBytes());
      return file.toString();
    } catch (IOException e) {
      throw new UncheckedIOException("GreenMail's certificate cannot be copied", e);
    }
  }

  public static FlakyServer twilio() {
    return TWILIO;
  }

  public static GreenMail mail() {
    return MAIL;
  }

  @Override
  public void stop() {
    MAIL.stop();
    TWILIO.close();
  }
}
