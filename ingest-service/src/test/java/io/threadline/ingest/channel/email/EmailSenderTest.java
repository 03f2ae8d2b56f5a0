package io.threadline.ingest.channel.email;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import io.threadline.ingest.TestAccounts;
import io.threadline.ingest.TestSends;
import io.threadline.ingest.account.ChannelAccount;
import io.threadline.ingest.delivery.core.Outcome;
import jakarta.mail.internet.MimeMessage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EmailSenderTest {
  private static final String MESSAGE_ID = "<01900000-0000-7000-8000-000000000001@example.com>";

  @Test
  void sendsWithOurIdAndTheThreadsHeaders() throws Exception {
    GreenMail server = new GreenMail(ServerSetup.SMTP.dynamicPort());
    server.start();
    try {
      assertThat(send(server.getSmtp().getPort())).isEqualTo(new Outcome.Sent(MESSAGE_ID));
      MimeMessage mail = server.getReceivedMessages()[0];
      assertThat(mail.getMessageID()).isEqualTo(MESSAGE_ID);
      assertThat(mail.getSubject()).isEqualTo("Re: A question");
      assertThat(mail.getHeader("In-Reply-To", null)).isEqualTo("<q@example.org>");
      assertThat(mail.getHeader("References", null)).contains("<a@example.org>");
      assertThat(mail.getHeader("X-Threadline-Message-Id", null))
          .isEqualTo("01900000-0000-7000-8000-000000000001");
      assertThat(mail.getContent().toString().strip()).isEqualTo("Grüße 👋");
    } finally {
      server.stop();
    }
  }

  @Test
  void aSignedMailIsSentAsItWasSigned() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2_048);
    String pem =
        Base64.getMimeEncoder()
            .encodeToString(generator.generateKeyPair().getPrivate().getEncoded());
    ChannelAccount plain = TestAccounts.EMAIL;
    ChannelAccount account =
        new ChannelAccount(
            plain.id(),
            plain.tenant(),
            plain.channel(),
            plain.provider(),
            plain.address(),
            plain.queue(),
            plain.language(),
            Map.of("dkimSelector", "mail"),
            Map.of("dkimPrivateKey", pem, "webhookKey", "hook"));
    GreenMail server = new GreenMail(ServerSetup.SMTP.dynamicPort());
    server.start();
    try {
      EmailSender sender = new EmailSender(new TestSmtp("localhost:" + server.getSmtp().getPort()));
      assertThat(sender.send(account, TestSends.of(account, "ann@example.org", "Grüße 👋")))
          .isEqualTo(new Outcome.Sent(MESSAGE_ID));
      MimeMessage mail = server.getReceivedMessages()[0];
      String signature = mail.getHeader("DKIM-Signature", null);
      assertThat(signature).contains("d=example.com; s=mail;");
      // The hash of what arrived is the one that was signed.
      String body = GreenMailUtil.getBody(mail).stripTrailing() + "\r\n";
      String hash =
          Base64.getEncoder()
              .encodeToString(
                  MessageDigest.getInstance("SHA-256")
                      .digest(body.getBytes(StandardCharsets.ISO_8859_1)));
      assertThat(signature).contains("bh=" + hash);
      assertThat(mail.getReplyTo()[0].toString()).startsWith("support+t").endsWith("@example.com");
    } finally {
      server.stop();
    }
  }

  @Test
  void aConnectionLostAfterTheMailIsUncertain() throws IOException {
    assertThat(sendTo("")).isInstanceOf(Outcome.Uncertain.class);
  }

  @Test
  void replyCodesAreAnswers() throws IOException {
    assertThat(sendTo("451 4.3.0 later\r\n")).isInstanceOf(Outcome.NotTaken.class);
    assertThat(sendTo("550 5.1.1 unknown\r\n")).isInstanceOf(Outcome.Failed.class);
    assertThat(sendTo("250 2.0.0 ok\r\n")).isInstanceOf(Outcome.Sent.class);
  }

  @Test
  void nobodyListeningIsNotTaken() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    assertThat(send(port)).isInstanceOf(Outcome.NotTaken.class);
  }

  /** Sends to a server that answers the end of the mail like that, and hangs up if it is empty. */
  private static Outcome sendTo(String answer) throws IOException {
    try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> converse(server, answer));
      return send(server.getLocalPort());
    }
  }

  private static void converse(ServerSocket server, String answer) {
    try (Socket socket = server.accept()) {
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      OutputStream out = socket.getOutputStream();
      say(out, "220 test\r\n");
      boolean data = false;
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (data && line.equals(".")) {
          data = false;
          if (answer.isEmpty()) {
            return;
          }
          say(out, answer);
        } else if (!data) {
          data = line.toUpperCase(Locale.ROOT).startsWith("DATA");
          say(out, data ? "354 go\r\n" : "250 ok\r\n");
        }
      }
    } catch (IOException _) {
      // The sender has hung up.
    }
  }

  private static void say(OutputStream out, String line) throws IOException {
    out.write(line.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  private static Outcome send(int port) {
    EmailSender sender = new EmailSender(new TestSmtp("localhost:" + port));
    return sender.send(
        TestAccounts.EMAIL, TestSends.of(TestAccounts.EMAIL, "ann@example.org", "Grüße 👋"));
  }
}
