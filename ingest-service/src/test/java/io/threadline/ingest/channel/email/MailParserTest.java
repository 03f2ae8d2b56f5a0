package io.threadline.ingest.channel.email;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.threadline.contracts.Topic;
import io.threadline.contracts.inbound.MessageReceived;
import io.threadline.ingest.Samples;
import io.threadline.ingest.TestAccounts;
import io.threadline.ingest.channel.email.MailParser.SmtpEnvelope;
import io.threadline.ingest.channel.email.core.ReplyTokens;
import io.threadline.platform.event.EventJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class MailParserTest {
  private static final String PLAIN =
      """
      From: =?utf-8?B?w4FuYSBSdcOteg==?= <Ana@Example.COM>
      To: Support <%s>
      Subject: =?utf-8?Q?=C2=BFD=C3=B3nde_est=C3?=
       =?utf-8?Q?=A1?=
      Message-ID: <m1@example.com>
      In-Reply-To: <r1@example.com>
      References: <a@example.com> <r1@example.com>
      Date: Mon, 2 Mar 2026 10:00:00 +0100
      Content-Type: text/plain; charset=iso-8859-1
      Content-Transfer-Encoding: quoted-printable

      =BFD=F3nde?

      On Mon, 2 Mar 2026, Support wrote:
      > Here.
      """
          .formatted(
              ReplyTokens.address(
                  "support@example.com", ReplyTokens.Kind.TICKET, new UUID(7, 8), "hook"));

  @Test
  void readsAReply() {
    MessageReceived message = parse(PLAIN);
    assertThat(message.from()).isEqualTo("Ana@Example.COM");
    assertThat(message.address()).isEqualTo("Ana@example.com");
    assertThat(message.senderName()).isEqualTo("Ána Ruíz");
    assertThat(message.subject()).isEqualTo("¿Dónde está");
    assertThat(message.text()).isEqualTo("¿Dónde?");
    assertThat(message.quotedText()).contains("> Here.");
    assertThat(message.references())
        .containsExactly(new UUID(7, 8).toString(), "<r1@example.com>", "<a@example.com>");
    assertThat(message.providerMessageId()).matches("<m1@example.com>#[0-9a-f]{16}");
    assertThat(message.providerTime()).isEqualTo("2026-03-02T09:00:00Z");
    assertThat(message.automatic()).isFalse();
  }

  @Test
  void readsAlternativesAndAttachments() {
    MessageReceived message =
        parse(
            """
            From: ann@example.com
            Subject: report
            MIME-Version: 1.0
            Content-Type: multipart/mixed; boundary=X

            --X
            Content-Type: multipart/alternative; boundary=Y

            --Y
            Content-Type: text/plain; charset=utf-8

            Hello
            --Y
            Content-Type: text/html; charset=utf-8

            <p onclick="x()">Hello <script>alert(1)</script><b>Ann</b><img src="http://spy/x.gif"></p>
            --Y--
            --X
            Content-Type: application/pdf; name="=?utf-8?B?csOpc3Vtw6kucGRm?="
            Content-Disposition: attachment;
             filename*0*=utf-8''r%C3%A9sum;
             filename*1*=%C3%A9.pdf
            Content-Transfer-Encoding: base64

            AAECAw==
            --X--
            """);
    assertThat(message.text()).isEqualTo("Hello");
    assertThat(message.html()).contains("<b>Ann</b>").doesNotContain("script", "onclick", "spy");
    assertThat(message.attachments()).hasSize(1);
    assertThat(message.attachments().getFirst().fileName()).isEqualTo("résumé.pdf");
    assertThat(message.attachments().getFirst().size()).isEqualTo(4);
    assertThat(message.attachments().getFirst().reference()).startsWith("vault:").endsWith("/2");
    assertThat(message.providerMessageId()).startsWith("sha256:");
  }

  @Test
  void readsTextOfHtmlAlone() {
    MessageReceived message =
        parse(
            "From: a@example.com\nContent-Type: text/html; charset=utf-8\n\n"
                + "<div>Yes,<br>please.</div><div>On Mon, Ann wrote:</div>"
                + "<blockquote><p>Shall I?</p></blockquote>");
    assertThat(message.text()).isEqualTo("Yes,\nplease.");
    assertThat(message.quotedText()).contains("> Shall I?");
  }

  @Test
  void mailWithoutAnythingIsStillAMessage() {
    MessageReceived message = parse("not a mail at all");
    assertThat(message.from()).startsWith("unknown-").endsWith("@invalid");
    MessageReceived bounce =
        MailParser.parse(
            TestAccounts.EMAIL,
            bytes("Subject: x\n\ny\0z"),
            new SmtpEnvelope("", "support@example.com"),
            TestAccounts.arrival(bytes("x")));
    assertThat(bounce.automatic()).isTrue();
    assertThat(bounce.text()).isEqualTo("y\uFFFDz");
  }

  @Test
  void bombsAreBounded() {
    StringBuilder nested = new StringBuilder("From: a@example.com\n");
    for (int i = 0; i < 10_000; i++) {
      nested
          .append("Content-Type: multipart/mixed; boundary=b")
          .append(i)
          .append("\n\n--b")
          .append(i)
          .append('\n');
    }
    assertThat(parse(nested.toString()).text()).contains("larger");
    String headers = "From: a@example.com\n" + "X-A: b\n".repeat(1_000_000) + "\nhello";
    assertThat(parse(headers).from()).isEqualTo("a@example.com");
    StringBuilder parts =
        new StringBuilder("From: a@example.com\nContent-Type: multipart/mixed; boundary=b\n\n");
    for (int i = 0; i < 5_000; i++) {
      parts
          .append("--b\nContent-Disposition: attachment; filename=\"")
          .append("é".repeat(200))
          .append("\"\n\nx\n");
    }
    assertThat(EventJson.write(parse(parts.toString())).length).isLessThan(Topic.MAX_RECORD_BYTES);
    String controls = "From: a@example.com\n\n" + "\u0001".repeat(500_000);
    assertThat(EventJson.write(parse(controls)).length).isLessThan(Topic.MAX_RECORD_BYTES);
  }

  @Test
  void readsEverySample() throws IOException {
    List<String> failed = new ArrayList<>();
    Path slowest = Path.of("none");
    long slowestNanos = 0;
    int count = 0;
    for (Path file : Samples.files("email-mime")) {
      if (!file.toString().matches(".*\\.(eml|msg|txt|raw)")
          || file.toString().contains("_decoded")) {
        continue;
      }
      byte[] mail = Files.readAllBytes(file);
      long start = System.nanoTime();
      try {
        MessageReceived message =
            MailParser.parse(
                TestAccounts.EMAIL, mail, SmtpEnvelope.NONE, TestAccounts.arrival(mail));
        assertThat(EventJson.write(message).length).isLessThan(Topic.MAX_RECORD_BYTES);
      } catch (RuntimeException | AssertionError e) {
        failed.add(file + ": " + e);
      }
      long nanos = System.nanoTime() - start;
      if (nanos > slowestNanos && count > 20) {
        slowestNanos = nanos;
        slowest = file.getFileName();
      }
      count++;
    }
    System.out.printf(
        "email-mime: %d read, %d failed, slowest %s %d ms%n",
        count, failed.size(), slowest, slowestNanos / 1_000_000);
    assertThat(failed).isEmpty();
  }

  @Test
  void subjectsAgreeWithTheOracle() throws IOException {
    ObjectMapper json = new ObjectMapper();
    List<String> different = new ArrayList<>();
    int count = 0;
    for (String line : Samples.lines("email-mime/oracle_cpython.jsonl")) {
      JsonNode oracle = json.readTree(line);
      Path file = Samples.folder().resolve(oracle.path("path").asText());
      if (!Files.exists(file) || !oracle.path("confidence").asText("high").equals("high")) {
        continue;
      }
      byte[] mail = Files.readAllBytes(file);
      String subject =
          MailParser.parse(TestAccounts.EMAIL, mail, SmtpEnvelope.NONE, TestAccounts.arrival(mail))
              .subject();
      String ours = subject == null ? "" : subject.replaceAll("\\s+", " ").strip();
      String theirs = oracle.path("subject").asText("").replaceAll("\\s+", " ").strip();
      count++;
      if (!ours.equals(theirs) && !oracle.path("subject").isNull()) {
        different.add(oracle.path("path").asText() + "\n  ours   " + ours + "\n  theirs " + theirs);
      }
    }
    System.out.printf("subjects: %d of %d agree with CPython%n", count - different.size(), count);
    different.forEach(System.out::println);
    assertThat(different.size()).isLessThan(count / 10 + 1);
  }

  private static MessageReceived parse(String mail) {
    byte[] bytes = bytes(mail);
    return MailParser.parse(
        TestAccounts.EMAIL, bytes, SmtpEnvelope.NONE, TestAccounts.arrival(bytes));
  }

  private static byte[] bytes(String mail) {
    return mail.getBytes(StandardCharsets.UTF_8);
  }
}
