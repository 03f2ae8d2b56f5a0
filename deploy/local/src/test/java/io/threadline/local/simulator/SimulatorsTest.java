package io.threadline.local.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.twilio.security.RequestValidator;
import io.threadline.local.demo.DemoFile;
import io.threadline.local.process.FreePort;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulatorsTest {

  private static final String SID = "AC0123456789abcdef0123456789abcdef";
  private static final String TOKEN = "0123456789abcdef0123456789abcdef";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @TempDir static Path folder;
  static final Vertx VERTX = Vertx.vertx();

  /** What the system under simulation was called with. */
  record Call(String url, Map<String, String> form, String signature) {

    boolean isSigned() {
      return new RequestValidator(TOKEN).validate(url, form, signature);
    }

    String status() {
      return form.getOrDefault("MessageStatus", "");
    }
  }

  static final BlockingQueue<Call> CALLS = new LinkedBlockingQueue<>();
  static int systemPort;
  static int port;
  static int mailPort;

  @BeforeAll
  static void start() throws Exception {
    HttpServer system =
        await(
            VERTX.createHttpServer().requestHandler(SimulatorsTest::record).listen(0, "127.0.0.1"));
    systemPort = system.actualPort();
    Map<String, String> twilio =
        Map.of(
            "webhook",
            system("/webhooks/k"),
            "accountSid",
            SID,
            "authToken",
            TOKEN,
            "address",
            "+15005550006");
    new DemoFile("", List.of(), Map.of("sms", twilio, "whatsapp", twilio))
        .write(folder.resolve("demo.json"));
    mailPort = FreePort.choose();
    port =
        await(Simulators.start(VERTX, new Accounts(folder.resolve("demo.json")), 0, mailPort))
            .actualPort();
  }

  @BeforeEach
  void clear() throws Exception {
    CALLS.clear();
    post("/sim/faults", "{\"clear\": true}");
  }

  @AfterAll
  static void stop() throws Exception {
    await(VERTX.close());
  }

  @Test
  void takesAMessageAndReportsSentThenDeliveredWithSignatures() throws Exception {
    HttpResponse<String> response = sms("+14155550001", "hello", "?message=key-1");
    assertThat(response.statusCode()).isEqualTo(201);
    JsonNode created = JSON.readTree(response.body());
    assertThat(created.path("sid").asText()).matches("SM[0-9a-f]{32}");
    assertThat(created.path("status").asText()).isEqualTo("queued");

    Call first = nextCall("+14155550001");
    Call second = nextCall("+14155550001");
    assertThat(List.of(first.status(), second.status())).containsExactly("sent", "delivered");
    assertThat(first.isSigned()).isTrue();
    assertThat(second.isSigned()).isTrue();
    assertThat(first.form()).containsEntry("MessageSid", created.path("sid").asText());

    JsonNode sent = sent("sms", "+14155550001").get(0);
    assertThat(sent.path("text").asText()).isEqualTo("hello");
    assertThat(sent.path("idempotencyKey").asText()).isEqualTo("key-1");
    assertThat(sent.path("at").asText()).endsWith("Z");
  }

  @Test
  void aLookUpShowsTheFinalStateAndTheListHasTheMessage() throws Exception {
    String sid = JSON.readTree(sms("+14155550002", "x", "").body()).path("sid").asText();
    nextCall("+14155550002");
    nextCall("+14155550002");
    String account = "/2010-04-01/Accounts/" + SID;
    JsonNode found = JSON.readTree(get(account + "/Messages/" + sid + ".json").body());
    assertThat(found.path("status").asText()).isEqualTo("delivered");
    JsonNode list =
        JSON.readTree(get(account + "/Messages.json?To=%2B14155550002&PageSize=5").body());
    assertThat(list.path("messages").get(0).path("sid").asText()).isEqualTo(sid);
    assertThat(get(account + "/Messages/SMnone.json").statusCode()).isEqualTo(404);
  }

  @Test
  void whatsAppIsItsOwnChannelWithPlainAddresses() throws Exception {
    sms("whatsapp:+14155550003", "hi", "");
    assertThat(sent("whatsapp", "+14155550003")).hasSize(1);
  }

  @Test
  void wrongCredentialsAndBadNumbersAreRefusedAsTwilioDoes() throws Exception {
    HttpResponse<String> stranger =
        send(
            HttpRequest.newBuilder(uri("/2010-04-01/Accounts/" + SID + "/Messages.json"))
                .header("Authorization", "Basic bm86bm8=")
                .POST(HttpRequest.BodyPublishers.ofString("")));
    assertThat(stranger.statusCode()).isEqualTo(401);
    assertThat(JSON.readTree(stranger.body()).path("code").asInt()).isEqualTo(20003);
    HttpResponse<String> bad = sms("12", "x", "");
    assertThat(bad.statusCode()).isEqualTo(400);
    assertThat(JSON.readTree(bad.body()).path("code").asInt()).isEqualTo(21211);
  }

  @Test
  void callbacksAreDuplicatedReorderedAndDroppedOnOrder() throws Exception {
    post(
        "/sim/faults",
        """
        [{"channel": "sms", "behaviour": "duplicate-callbacks"},
         {"channel": "sms", "behaviour": "reorder-callbacks"},
         {"channel": "sms", "behaviour": "drop-callbacks"},
         {"channel": "sms", "behaviour": "undelivered", "errorCode": 30005}]\
        """);
    sms("+14155550010", "duplicated", "");
    assertThat(statuses("+14155550010", 4))
        .containsExactlyInAnyOrder("sent", "sent", "delivered", "delivered");
    sms("+14155550010", "reordered", "");
    assertThat(statuses("+14155550010", 2)).containsExactly("delivered", "sent");
    sms("+14155550010", "dropped", "");
    sms("+14155550010", "undelivered", "");
    Call sent = nextCall("+14155550010");
    Call last = nextCall("+14155550010");
    assertThat(sent.status()).isEqualTo("sent");
    assertThat(last.form())
        .containsEntry("MessageStatus", "undelivered")
        .containsEntry("ErrorCode", "30005");
    assertThat(CALLS).noneMatch(call -> call.form().containsValue("+14155550010"));
  }

  @Test
  void refusesForItsNumberOfTimes() throws Exception {
    post(
        "/sim/faults",
        "{\"channel\": \"sms\", \"behaviour\": \"refuse\", \"errorCode\": 21610, \"times\": 2}");
    assertThat(JSON.readTree(sms("+14155550020", "a", "").body()).path("code").asInt())
        .isEqualTo(21610);
    assertThat(sms("+14155550020", "b", "").statusCode()).isEqualTo(400);
    assertThat(sms("+14155550020", "c", "").statusCode()).isEqualTo(201);
    assertThat(sent("sms", "+14155550020")).hasSize(1);
  }

  @Test
  void acceptsAndThenSaysNothing() throws Exception {
    post("/sim/faults", "{\"channel\": \"sms\", \"behaviour\": \"timeout-after-accept\"}");
    Assertions.assertThrows(IOException.class, () -> sms("+14155550030", "taken", ""));
    assertThat(sent("sms", "+14155550030")).hasSize(1);
    assertThat(statuses("+14155550030", 2)).containsExactly("sent", "delivered");
  }

  @Test
  void senselessFaultsAreRefusedWithTheValueAndTheChoice() throws Exception {
    assertThat(post("/sim/faults", "{\"channel\": \"fax\", \"behaviour\": \"slow\"}").body())
        .contains("'channel' is 'fax', must be one of [email, sms, whatsapp]");
    assertThat(post("/sim/faults", "{\"channel\": \"sms\", \"behaviour\": \"sulk\"}").body())
        .contains("'behaviour' is 'sulk'", "timeout-after-accept");
    HttpResponse<String> response =
        post("/sim/faults", "{\"channel\": \"sms\", \"behaviour\": \"slow\", \"times\": 0}");
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).contains("'times' is 0, must be a whole number from 1");
    assertThat(post("/sim/faults", "{oops").statusCode()).isEqualTo(400);
    assertThat(get("/sim/faults").body()).contains("\"items\":[]");
  }

  @Test
  void customersWriteWithValidSignaturesAndStopIsHonoured() throws Exception {
    post("/sim/customers/sms/messages", "{\"from\": \"+14155550040\", \"text\": \"STOP\"}");
    Call call = nextCall("+14155550040");
    assertThat(call.isSigned()).isTrue();
    assertThat(call.form()).containsEntry("Body", "STOP").containsEntry("From", "+14155550040");
    assertThat(JSON.readTree(sms("+14155550040", "x", "").body()).path("code").asInt())
        .isEqualTo(21610);

    post(
        "/sim/customers/whatsapp/messages",
        "{\"from\": \"+14155550041\", \"text\": \"Բարև\", \"name\": \"Ani\"}");
    Call whatsApp = nextCall("whatsapp:+14155550041");
    assertThat(whatsApp.isSigned()).isTrue();
    assertThat(whatsApp.form())
        .containsEntry("From", "whatsapp:+14155550041")
        .containsEntry("WaId", "14155550041")
        .containsEntry("Body", "Բարև");
  }

  @Test
  void theMailSinkKeepsWhatCustomersWouldRead() throws Exception {
    mail("ann@customer.example", "Barev");
    JsonNode sent = sent("email", "ann@customer.example").get(0);
    assertThat(sent.path("text").asText()).isEqualTo("Barev ձեզ");
    assertThat(sent.path("subject").asText()).isEqualTo("Re: հարց");
    assertThat(sent.path("idempotencyKey").asText()).isEqualTo("key-7");
  }

  @Test
  void theMailSinkRefusesAndFallsSilentOnOrder() throws Exception {
    post(
        "/sim/faults",
        """
        [{"channel": "email", "behaviour": "refuse", "errorCode": 550},
         {"channel": "email", "behaviour": "timeout-after-accept"}]\
        """);
    MessagingException refused =
        Assertions.assertThrows(MessagingException.class, () -> mail("bob@customer.example", "no"));
    assertThat(refused).hasMessageContaining("550");
    assertThat(sent("email", "bob@customer.example")).isEmpty();
    Assertions.assertThrows(MessagingException.class, () -> mail("bob@customer.example", "yes"));
    assertThat(sent("email", "bob@customer.example")).hasSize(1);
  }

  private static void mail(String to, String greeting) throws MessagingException {
    Properties properties = new Properties();
    properties.put("mail.smtp.host", "localhost");
    properties.put("mail.smtp.port", String.valueOf(mailPort));
    properties.put("mail.smtp.timeout", "5000");
    MimeMessage message = new MimeMessage(Session.getInstance(properties));
    message.setFrom(new InternetAddress("support@threadline.example"));
    message.setRecipients(Message.RecipientType.TO, to);
    message.setSubject("Re: հարց", "UTF-8");
    message.setText(greeting + " ձեզ", "UTF-8");
    message.setHeader("X-Threadline-Message-Id", "key-7");
    Transport.send(message);
  }

  private static List<String> statuses(String customer, int count) throws InterruptedException {
    List<String> statuses = new java.util.ArrayList<>();
    for (int index = 0; index < count; index++) {
      statuses.add(nextCall(customer).status());
    }
    return statuses;
  }

  /** The next call about that customer: what other tests still cause is passed over. */
  private static Call nextCall(String customer) throws InterruptedException {
    while (true) {
      Call call = CALLS.poll(5, TimeUnit.SECONDS);
      if (call == null) {
        throw new AssertionError("the simulator did not call about " + customer + " within 5 s");
      }
      if (call.form().containsValue(customer)) {
        return call;
      }
    }
  }

  private static void record(HttpServerRequest request) {
    request.setExpectMultipart(true);
    request
        .end()
        .onSuccess(end -> {
          Map<String, String> form = new HashMap<>();
          request.formAttributes().forEach((name, value) -> form.put(name, value));
          String signature = request.getHeader("X-Twilio-Signature");
          CALLS.add(new Call(system(request.uri()), form, signature == null ? "" : signature));
          request.response().end();
        });
  }

  private static JsonNode sent(String channel, String to) throws Exception {
    String query = "?channel=" + channel + "&to=" + URLEncoder.encode(to, StandardCharsets.UTF_8);
    return JSON.readTree(get("/sim/sent" + query).body()).path("items");
  }

  private static HttpResponse<String> sms(String to, String text, String query) throws Exception {
    String prefix = to.startsWith("whatsapp:") ? "whatsapp:" : "";
    String form =
        Map.of(
                "To",
                to,
                "From",
                prefix + "+15005550006",
                "Body",
                text,
                "StatusCallback",
                system("/status" + query))
            .entrySet()
            .stream()
            .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    return send(
        HttpRequest.newBuilder(uri("/2010-04-01/Accounts/" + SID + "/Messages.json"))
            .header("Authorization", basic())
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form)));
  }

  private static HttpResponse<String> get(String path) throws Exception {
    return send(HttpRequest.newBuilder(uri(path)).header("Authorization", basic()));
  }

  private static HttpResponse<String> post(String path, String json) throws Exception {
    return send(HttpRequest.newBuilder(uri(path)).POST(HttpRequest.BodyPublishers.ofString(json)));
  }

  private static String basic() {
    return "Basic "
        + Base64.getEncoder().encodeToString((SID + ":" + TOKEN).getBytes(StandardCharsets.UTF_8));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static URI uri(String path) {
    return URI.create("http://localhost:" + port + path);
  }

  private static String system(String path) {
    return "http://localhost:" + systemPort + path;
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }
}
