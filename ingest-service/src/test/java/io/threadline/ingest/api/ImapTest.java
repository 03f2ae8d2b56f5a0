package io.threadline.ingest.api;

import static io.threadline.ingest.api.RunningIngest.MAIL_KEY;
import static io.threadline.ingest.api.RunningIngest.SOON;
import static io.threadline.ingest.api.RunningIngest.admin;
import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.user.UserException;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.threadline.contracts.Topic;
import io.threadline.contracts.inbound.MessageReceived;
import io.threadline.ingest.Providers;
import io.threadline.platform.event.EventHeaders;
import io.threadline.platform.id.Ids;
import io.threadline.platform.testkit.ServiceResources;
import io.threadline.platform.testkit.TopicReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Mailboxes that are read by IMAP. */
@QuarkusTest
@QuarkusTestResource(
    value = ServiceResources.class,
    initArgs = @ResourceArg(name = "service", value = "ingest"))
@QuarkusTestResource(Providers.class)
class ImapTest {
  private static final String PASSWORD = "imap-password";

  @Test
  void mailIsReadOnceOverNewConnectionsAndNewNumbers() throws Exception {
    GreenMail server = new GreenMail(ServerSetup.IMAP.dynamicPort());
    server.start();
    int port = server.getImap().getPort();
    String address = "s" + Ids.next() + "@example.com";
    try (TopicReader reader = TopicReader.fromNow(Topic.MESSAGES_INBOUND)) {
      GreenMailUser user = server.setUser(address, address, PASSWORD);
      deliver(user, "one");
      account(address, port);
      assertThat(texts(reader, address, 1)).containsExactly("one");

      // While it waits.
      deliver(user, "two");
      assertThat(texts(reader, address, 2)).containsExactly("one", "two");

      // The server goes and comes back, with the same mail under other numbers.
      server.stop();
      server = new GreenMail(new ServerSetup(port, "localhost", ServerSetup.PROTOCOL_IMAP));
      server.start();
      user = server.setUser(address, address, PASSWORD);
      deliver(user, "three");
      assertThat(texts(reader, address, 3)).containsExactly("one", "two", "three");
      deliver(user, "four");
      assertThat(texts(reader, address, 4)).containsExactly("one", "two", "three", "four");
    } finally {
      server.stop();
    }
  }

  private static void account(String address, int port) {
    admin()
        .body(
            Map.of(
                "channel",
                "email",
                "address",
                address,
                "key",
                MAIL_KEY,
                "settings",
                Map.of(
                    "imapHost", "localhost",
                    "imapPort", Integer.toString(port),
                    "imapTls", "none",
                    "imapSince", "all"),
                "secrets",
                Map.of("imapPassword", PASSWORD)))
        .post("/api/channels/accounts")
        .then()
        .statusCode(201);
  }

  private static void deliver(GreenMailUser user, String text) throws UserException {
    String mail =
        "From: ann@example.org\r\nSubject: hi\r\nMessage-ID: <%s@example.org>\r\n\r\n%s\r\n"
            .formatted(Ids.next(), text);
    user.deliver(GreenMailUtil.newMimeMessage(mail));
  }

  /** What was written to the address, in order. */
  private static List<String> texts(TopicReader reader, String address, int count) {
    return reader
        .until(
            SOON,
            records ->
                records.stream()
                        .filter(record ->
                            new String(record.value(), StandardCharsets.UTF_8).contains(address))
                        .count()
                    >= count)
        .stream()
        .map(record -> EventHeaders.fromRecord(record).orElseThrow().data())
        .filter(MessageReceived.class::isInstance)
        .map(MessageReceived.class::cast)
        .filter(message -> message.to().equals(address))
        .map(MessageReceived::text)
        .toList();
  }
}
