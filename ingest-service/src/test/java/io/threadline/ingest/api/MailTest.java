package io.threadline.ingest.api;

import static io.threadline.ingest.api.RunningIngest.MAIL_KEY;
import static io.threadline.ingest.api.RunningIngest.admin;
import static io.threadline.ingest.api.RunningIngest.mail;
import static io.threadline.ingest.api.RunningIngest.mailAccount;
import static io.threadline.ingest.api.RunningIngest.messages;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.threadline.contracts.Topic;
import io.threadline.contracts.inbound.MessageReceived;
import io.threadline.ingest.Providers;
import io.threadline.ingest.channel.email.SmtpListener;
import io.threadline.ingest.channel.email.core.MailKey;
import io.threadline.ingest.channel.email.core.ReplyTokens;
import io.threadline.platform.id.Ids;
import io.threadline.platform.testkit.ServiceResources;
import io.threadline.platform.testkit.TopicReader;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Mail at the running service, by HTTP and by SMTP. */
@QuarkusTest
@QuarkusTestResource(
    value = ServiceResources.class,
    initArgs = @ResourceArg(name = "service", value = "ingest"))
@QuarkusTestResource(Providers.class)
class MailTest {
  private static final String MIME = "message/rfc822";

  @Inject SmtpListener smtp;

  @Test
  void mailComesByHttpAndBySmtp() throws IOException {
    JsonPath account = mailAccount();
    String mail =
        "From: Ann <ann@example.org>\r\n"
            + "Subject: hi\r\n"
            + "Message-ID: <%s@example.org>\r\n\r\n"
            + "hello\r\n";
    UUID ticket = Ids.next();
    try (TopicReader reader = TopicReader.fromNow(Topic.MESSAGES_INBOUND)) {
      mail(account, MAIL_KEY, MIME, mail.formatted("m1")).then().statusCode(200);
      mail(account, "wrong", MIME, mail.formatted("m2")).then().statusCode(403);
      mail(account, MAIL_KEY, "text/plain", "x").then().statusCode(400);
      try (SmtpClient client = new SmtpClient(smtp.port())) {
        assertThat(client.say("EHLO test")).startsWith("250");
        assertThat(client.say("MAIL FROM:<ann@example.org>")).startsWith("250");
        assertThat(client.say("RCPT TO:<nobody@example.com>")).startsWith("550");
        assertThat(client.say("RCPT TO:<" + replyAddress(account, ticket) + ">")).startsWith("250");
        assertThat(client.say("DATA")).startsWith("354");
        assertThat(client.say(mail.formatted("m3") + ".")).startsWith("250");
        assertThat(client.say("MAIL FROM:<ann@example.org>")).startsWith("250");
        assertThat(client.say("RCPT TO:<" + account.getString("address") + ">")).startsWith("250");
        assertThat(client.say("DATA")).startsWith("354");
        assertThat(client.say(("x".repeat(900) + "\r\n").repeat(1_200) + ".")).startsWith("552");
      }
      List<MessageReceived> messages = messages(reader, 2);
      assertThat(messages)
          .extracting(message -> MailKey.messageId(message.providerMessageId()).orElseThrow())
          .containsExactly("<m1@example.org>", "<m3@example.org>");
      assertThat(messages.getLast().references()).containsExactly(ticket.toString());
      assertThat(messages.getLast().address()).isEqualTo("ann@example.org");
    }
  }

  @Test
  void aServerMayLogInAndSwitchToTls() throws Exception {
    JsonPath account = mailAccount();
    try (SmtpClient client = new SmtpClient(smtp.port())) {
      assertThat(client.say("EHLO test")).startsWith("250");
      assertThat(client.say("STARTTLS")).startsWith("220");
      client.toTls();
      assertThat(client.say("EHLO test")).startsWith("250");
      assertThat(client.say("AUTH PLAIN " + plain(account, "wrong"))).startsWith("535");
      assertThat(client.say("AUTH PLAIN " + plain(account, MAIL_KEY))).startsWith("235");
      assertThat(client.say("MAIL FROM:<ann@example.org>")).startsWith("250");
      assertThat(client.say("RCPT TO:<" + account.getString("address") + ">")).startsWith("250");
      assertThat(client.say("DATA")).startsWith("354");
      assertThat(client.say("From: ann@example.org\r\n\r\nhi\r\n.")).startsWith("250");
    }
  }

  @Test
  void aSenderThatBeginsTooManyMailsIsToldToWait() throws IOException {
    String sender = Ids.next() + "@example.org";
    try (SmtpClient client = new SmtpClient(smtp.port())) {
      assertThat(client.say("EHLO test")).startsWith("250");
      for (int i = 0; i < RunningIngest.MAILS_PER_MINUTE; i++) {
        assertThat(client.say("MAIL FROM:<" + sender + ">")).startsWith("250");
        assertThat(client.say("RSET")).startsWith("250");
      }
      assertThat(client.say("MAIL FROM:<" + sender + ">")).startsWith("452");
      assertThat(client.say("MAIL FROM:<somebody.else@example.org>")).startsWith("250");
    }
  }

  private static String plain(JsonPath account, String key) {
    String login = "\0" + account.getString("address") + "\0" + key;
    return Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void mailgunPostsToAnAccountOfItsOwn() {
    JsonPath account =
        admin()
            .body(
                Map.of(
                    "channel",
                    "email",
                    "provider",
                    "mailgun",
                    "address",
                    "s" + Ids.next() + "@example.com",
                    "secrets",
                    Map.of("signingKey", "key")))
            .post("/api/channels/accounts")
            .then()
            .statusCode(201)
            .extract()
            .jsonPath();
    assertThat(account.getString("webhook")).contains("/webhooks/mailgun/");
    RunningIngest.post(account.getString("webhook"), "timestamp=1&token=2&signature=3", "none")
        .then()
        .statusCode(403);
  }

  /** The address that answers to a ticket go to, signed with the account's key. */
  private static String replyAddress(JsonPath account, UUID ticket) {
    String webhook = account.getString("webhook");
    return ReplyTokens.address(
        account.getString("address"),
        ReplyTokens.Kind.TICKET,
        ticket,
        webhook.substring(webhook.lastIndexOf('/') + 1));
  }

  @Test
  void anOversizedMailIsRefused() {
    String mail = "From: a@example.com\n\n" + "x".repeat(1_100_000);
    mail(mailAccount(), MAIL_KEY, MIME, mail).then().statusCode(413);
  }
}
