package io.threadline.ingest.channel.email.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.threadline.contracts.Attachment;
import io.threadline.contracts.Channel;
import io.threadline.contracts.Event;
import io.threadline.contracts.inbound.MessageReceived;
import io.threadline.contracts.outbound.MailReported;
import io.threadline.ingest.TestAccounts;
import io.threadline.ingest.account.ChannelAccount;
import io.threadline.ingest.channel.Parsed;
import io.threadline.ingest.channel.Webhook;
import io.threadline.ingest.channel.WebhookRequest;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RelayWebhooksTest {
  private static final UUID OURS = UUID.fromString("01900000-0000-7000-8000-000000000001");
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String JSON = "application/json";

  @Test
  void sendGridPostsPiecesInCharsetsOfTheirOwn() {
    String body =
        part(
                "headers",
                "From: Ana <ana@example.org>\r\nMessage-ID: <m1@example.org>\r\n"
                    + "Content-Type: multipart/mixed; boundary=zzz")
            + part("charsets", "{\"subject\":\"UTF-8\",\"text\":\"windows-1252\"}")
            + part("subject", "Gr\u00fc\u00dfe")
            + part("envelope", "{\"to\":[\"support+x@example.com\"],\"from\":\"ana@example.org\"}")
            + part("text", "It costs 5 \u20ac")
            + "--b\r\nContent-Disposition: form-data; name=\"attachment1\"; filename=\"a.txt\"\r\n"
            + "Content-Type: text/plain\r\n\r\nfile\r\n--b--\r\n";
    byte[] bytes =
        body.replace("Gr\u00fc\u00dfe", "Gr\u00c3\u00bc\u00c3\u0178e")
            .getBytes(Charset.forName("windows-1252"));
    MessageReceived message =
        message(new SendGridWebhook(), "multipart/form-data; boundary=b", bytes);
    assertThat(message.subject()).isEqualTo("Gr\u00fc\u00dfe");
    assertThat(message.text()).isEqualTo("It costs 5 \u20ac");
    assertThat(message.from()).isEqualTo("ana@example.org");
    assertThat(message.senderName()).isEqualTo("Ana");
    assertThat(message.to()).isEqualTo("support+x@example.com");
    assertThat(message.providerMessageId()).startsWith("<m1@example.org>");
    assertThat(message.attachments()).extracting(Attachment::fileName).containsExactly("a.txt");
  }

  @Test
  void sendGridPostsRawMail() {
    MessageReceived message =
        message(
            new SendGridWebhook(),
            FORM,
            "email=From:+a@example.org%0D%0ASubject:+hi%0D%0A%0D%0Ahello"
                .getBytes(StandardCharsets.UTF_8));
    assertThat(message.subject()).isEqualTo("hi");
    assertThat(message.text()).isEqualTo("hello");
  }

  @Test
  void aBasicLoginIsCheckedWhereThereIsOne() {
    ChannelAccount guarded = account(Map.of("basicLogin", "user:secret"), Map.of());
    Webhook webhook = new SendGridWebhook();
    assertThat(webhook.authentic(guarded, request(FORM, new byte[0], Map.of()))).isFalse();
    assertThat(
            webhook.authentic(
                guarded,
                request(
                    FORM, new byte[0], Map.of("authorization", "Basic " + base64("user:secret")))))
        .isTrue();
    assertThat(
            webhook.authentic(
                guarded,
                request(
                    FORM, new byte[0], Map.of("authorization", "Basic " + base64("user:other")))))
        .isFalse();
  }

  @Test
  void mailgunSignsTimestampAndToken() {
    ChannelAccount account = account(Map.of("signingKey", "key"), Map.of());
    String signature =
        Signatures.hmacSha256Hex("key", "1700000000tok".getBytes(StandardCharsets.UTF_8))
            .expected();
    Webhook webhook = new MailgunWebhook();
    String form = "timestamp=1700000000&token=tok&signature=";
    assertThat(webhook.authentic(account, form(form + signature))).isTrue();
    assertThat(
            webhook.authentic(
                account, form(form + signature.replace(signature.charAt(0), '0') + "0")))
        .isFalse();
    assertThat(
            webhook.authentic(
                account, form("timestamp=1700000001&token=tok&signature=" + signature)))
        .isFalse();
  }

  @Test
  void mailgunPostsPiecesWithTheirHeaders() {
    MessageReceived message =
        message(
            new MailgunWebhook(),
            FORM,
            ("recipient=support@example.com&sender=bounce@example.org&body-plain=hello"
                    + "&message-headers=[[\"From\",\"Ana+<ana@example.org>\"],[\"Subject\",\"hi\"],"
                    + "[\"Message-Id\",\"<m2@example.org>\"],[\"Auto-Submitted\",\"auto-replied\"]]")
                .getBytes(StandardCharsets.UTF_8));
    assertThat(message.from()).isEqualTo("ana@example.org");
    assertThat(message.subject()).isEqualTo("hi");
    assertThat(message.text()).isEqualTo("hello");
    assertThat(message.automatic()).isTrue();
  }

  @Test
  void mailgunTellsOfMailThatFailed() {
    Event event =
        event(
            new MailgunWebhook(),
            JSON,
            """
            {"event-data": {"event": "failed", "severity": "permanent", "recipient": "a@example.org",
              "delivery-status": {"code": 550, "enhanced-code": "5.1.1", "message": "No such user"},
              "message": {"headers": {"message-id": "%s@example.com"}}}}
            """
                .formatted(OURS));
    MailReported report = (MailReported) event;
    assertThat(report.kind()).isEqualTo(MailReported.Kind.BOUNCE);
    assertThat(report.messageIds()).containsExactly(OURS);
    assertThat(report.recipients())
        .containsExactly(
            new MailReported.Recipient("a@example.org", "5.1.1", "No such user", true));
  }

  @Test
  void postmarkPostsJson() {
    MessageReceived message =
        message(
            new PostmarkWebhook(),
            JSON,
            """
            {"FromFull": {"Email": "ana@example.org", "Name": "Ana R"}, "Subject": "hi",
             "OriginalRecipient": "x@inbound.postmarkapp.com", "TextBody": "hello",
             "HtmlBody": "<p dir=\\"rtl\\">hello</p>",
             "Headers": [{"Name": "Message-ID", "Value": "<m3@example.org>"}],
             "Attachments": [{"Name": "a.png", "ContentType": "image/png", "Content": "Zm9v",
               "ContentID": "img1"}]}
            """
                .getBytes(StandardCharsets.UTF_8));
    assertThat(message.senderName()).isEqualTo("Ana R");
    assertThat(message.text()).isEqualTo("hello");
    assertThat(message.html()).contains("dir=\"rtl\"");
    assertThat(message.providerMessageId()).startsWith("<m3@example.org>");
    assertThat(message.attachments())
        .containsExactly(
            new Attachment(
                message.attachments().getFirst().reference(), "image/png", "a.png", 3L, true));
  }

  @Test
  void amazonHandsOverMailAndTellsOfBounces() {
    MessageReceived message =
        (MessageReceived)
            event(
                ses(),
                JSON,
                """
                {"Type": "Notification", "TopicArn": "arn", "Message": "{\\"notificationType\\":\\"Received\\",\
                \\"mail\\":{\\"source\\":\\"ana@example.org\\"},\\"receipt\\":{\\"recipients\\":[\\"s@example.com\\"],\
                \\"action\\":{\\"encoding\\":\\"BASE64\\"}},\\"content\\":\\"%s\\"}"}
                """
                    .formatted(base64("From: ana@example.org\r\nSubject: hi\r\n\r\nhello")));
    assertThat(message.text()).isEqualTo("hello");
    assertThat(message.to()).isEqualTo("s@example.com");
    MailReported report =
        (MailReported)
            event(
                ses(),
                JSON,
                """
                {"Type": "Notification", "Message": "{\\"notificationType\\":\\"Bounce\\",\\"bounce\\":{\
                \\"bounceType\\":\\"Permanent\\",\\"bouncedRecipients\\":[{\\"emailAddress\\":\\"a@example.org\\",\
                \\"status\\":\\"5.1.1\\"}]},\\"mail\\":{\\"headers\\":[{\\"name\\":\\"Message-ID\\",\
                \\"value\\":\\"<%s@example.com>\\"}]}}"}
                """
                    .formatted(OURS));
    assertThat(report.messageIds()).containsExactly(OURS);
    assertThat(report.recipients().getFirst().permanent()).isTrue();
  }

  @Test
  void nobodyButAmazonMaySignForAmazon() {
    assertThat(SnsCertificates.amazon("https://sns.eu-west-1.amazonaws.com/x.pem")).isPresent();
    for (String url :
        new String[] {
          "http://sns.eu-west-1.amazonaws.com/x.pem",
          "https://sns.eu-west-1.amazonaws.com.evil.example/x.pem",
          "https://evil.example/sns.eu-west-1.amazonaws.com/x.pem",
          "https://sns.eu-west-1.amazonaws.com@evil.example/x.pem",
          "https://sns.eu-west-1.amazonaws.com:8443/x.pem",
          "https://s3.amazonaws.com/x.pem",
          "not a url"
        }) {
      assertThat(SnsCertificates.amazon(url)).as(url).isEmpty();
    }
    assertThat(ses().authentic(account(Map.of(), Map.of("topicArn", "arn")), form("{}"))).isFalse();
  }

  @Test
  void whatCannotBeReadSaysWhy() {
    for (Webhook webhook :
        new Webhook[] {new SendGridWebhook(), new MailgunWebhook(), new PostmarkWebhook(), ses()}) {
      assertThat(parse(webhook, JSON, "nonsense".getBytes(StandardCharsets.UTF_8)))
          .as(webhook.provider())
          .isInstanceOf(Parsed.Malformed.class);
    }
  }

  private static SesWebhook ses() {
    return new SesWebhook(new SnsCertificates());
  }

  private static String part(String name, String value) {
    return "--b\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n";
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static MessageReceived message(Webhook webhook, String type, byte[] body) {
    return (MessageReceived) ((Parsed.Happened) parse(webhook, type, body)).event();
  }

  private static Event event(Webhook webhook, String type, String body) {
    return ((Parsed.Happened) parse(webhook, type, body.getBytes(StandardCharsets.UTF_8))).event();
  }

  private static Parsed parse(Webhook webhook, String type, byte[] body) {
    return webhook.parse(
        TestAccounts.EMAIL, request(type, body, Map.of()), TestAccounts.arrival(body));
  }

  private static WebhookRequest form(String body) {
    return request(FORM, body.getBytes(StandardCharsets.UTF_8), Map.of());
  }

  private static WebhookRequest request(String type, byte[] body, Map<String, String> headers) {
    Map<String, String> all = new java.util.HashMap<>(headers);
    all.put("content-type", type);
    return new WebhookRequest("", "", Map.of(), all, body);
  }

  private static ChannelAccount account(Map<String, String> secrets, Map<String, String> settings) {
    return new ChannelAccount(
        new UUID(1, 1),
        new UUID(1, 2),
        Channel.EMAIL,
        "relay",
        "support@example.com",
        null,
        null,
        settings,
        secrets);
  }
}
