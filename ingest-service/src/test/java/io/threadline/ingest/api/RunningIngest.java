package io.threadline.ingest.api;

import static io.restassured.RestAssured.given;

import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.threadline.contracts.Envelope;
import io.threadline.contracts.inbound.MessageReceived;
import io.threadline.ingest.Providers;
import io.threadline.ingest.channel.twilio.SignedByTwilio;
import io.threadline.ingest.channel.twilio.core.Form;
import io.threadline.platform.id.Ids;
import io.threadline.platform.testkit.TestTokens;
import io.threadline.platform.testkit.TopicReader;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The service under test as providers, mail servers and administrators see it. */
final class RunningIngest {
  static final String TOKEN = "twilio-auth-token";
  static final String MAIL_KEY = "mail-key";

  /** What the service under test takes of one sender. */
  static final int MAILS_PER_MINUTE = Providers.MAILS_PER_MINUTE;

  static final Duration SOON = Duration.ofSeconds(20);

  private static final String FORM = "application/x-www-form-urlencoded; charset=UTF-8";

  private RunningIngest() {}

  static RequestSpecification admin() {
    return given().auth().oauth2(TestTokens.of("admin", "admin")).contentType("application/json");
  }

  /** A new SMS account with a number of its own. */
  static JsonPath smsAccount() {
    return account(
        Map.of("channel", "sms", "language", "en", "accountSid", "AC1", "authToken", TOKEN),
        newNumber());
  }

  /** A new email account with a mailbox of its own. */
  static JsonPath mailAccount() {
    return account(Map.of("channel", "email", "key", MAIL_KEY), "s" + Ids.next() + "@example.com");
  }

  private static JsonPath account(Map<String, String> settings, String address) {
    Map<String, String> body = new HashMap<>(settings);
    body.put("address", address);
    body.put("queue", "general");
    return admin()
        .body(body)
        .post("/api/channels/accounts")
        .then()
        .statusCode(201)
        .extract()
        .jsonPath();
  }

  /** What was kept because it could not be understood. */
  static JsonPath failed() {
    return admin()
        .get("/api/channels/vault?failed=true&limit=200")
        .then()
        .statusCode(200)
        .extract()
        .jsonPath();
  }

  /** Posts a form to a webhook, signed as Twilio signs. */
  static Response post(String url, String body) {
    return post(url, body, sign(url, body));
  }

  static Response post(String url, String body, String signature) {
    URI uri = URI.create(url);
    String path =
        uri.getRawQuery() == null ? uri.getRawPath() : uri.getRawPath() + "?" + uri.getRawQuery();
    return asItIs().contentType(FORM).header("X-Twilio-Signature", signature).body(body).post(path);
  }

  static Response postUnsigned(String url, String body) {
    return asItIs().contentType(FORM).body(body).post(URI.create(url).getPath());
  }

  /** Posts a mail to an account's webhook under that key. */
  static Response mail(JsonPath account, String key, String contentType, String mail) {
    return asItIs()
        .contentType(contentType)
        .header("Authorization", "Bearer " + key)
        .body(mail)
        .post(URI.create(account.getString("webhook")).getPath());
  }

  /** Sends bodies untouched, forms and mails too. */
  private static RequestSpecification asItIs() {
    EncoderConfig encoders =
        EncoderConfig.encoderConfig()
            .encodeContentTypeAs("application/x-www-form-urlencoded", ContentType.TEXT)
            .encodeContentTypeAs("message/rfc822", ContentType.TEXT)
            .defaultContentCharset(StandardCharsets.UTF_8);
    return given().config(RestAssuredConfig.config().encoderConfig(encoders));
  }

  static String sign(String url, String body) {
    return SignedByTwilio.signature(TOKEN, url, Form.parse(body.getBytes(StandardCharsets.UTF_8)));
  }

  /** A form of names and values by turns. */
  static String form(String... pairs) {
    StringBuilder body = new StringBuilder();
    for (int i = 0; i < pairs.length; i += 2) {
      body.append(i == 0 ? "" : "&")
          .append(pairs[i])
          .append('=')
          .append(URLEncoder.encode(pairs[i + 1], StandardCharsets.UTF_8));
    }
    return body.toString();
  }

  static String newNumber() {
    return "+1415"
        + String.format(
            "%07d", 1_000_000 + Math.floorMod(Ids.next().getLeastSignificantBits(), 8_000_000L));
  }

  /** The messages read so far, until there are that many. */
  static List<MessageReceived> messages(TopicReader reader, int count) {
    return reader.events(count, SOON).stream()
        .map(Envelope::data)
        .filter(MessageReceived.class::isInstance)
        .map(MessageReceived.class::cast)
        .toList();
  }
}
