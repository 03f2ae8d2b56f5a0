package io.threadline.ingest;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.threadline.ingest.channel.FlakyServer;
import java.util.Map;

/** Twilio's API and a mail server, as the service under test reaches them. */
public final class Providers implements QuarkusTestResourceLifecycleManager {
  private static final FlakyServer TWILIO = new FlakyServer();
  private static final GreenMail MAIL = new GreenMail(ServerSetup.SMTP.dynamicPort());

  @Override
  public Map<String, String> start() {
    MAIL.start();
    return Map.of(
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
