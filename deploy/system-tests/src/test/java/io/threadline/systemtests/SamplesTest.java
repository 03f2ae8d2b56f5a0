package io.threadline.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.threadline.local.run.LocalSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Real mails and provider payloads, from the socket to the thread read back. */
class SamplesTest {
  private static final Duration LONG = Duration.ofSeconds(120);

  private final LocalSystem system = RunningSystem.get();
  private final Webhooks webhooks = new Webhooks(system);
  private final Desk desk = new Desk(system);

  /** A real mail: its file and what a second parser read in it. */
  private record Mail(Path file, String from, String subject) {}

  @Test
  void everyRealMailReachesTheThreadOfItsSender() throws IOException {
    List<Mail> mails = mails(samples());
    Map<Integer, Integer> statuses = new TreeMap<>();
    List<Mail> taken = new ArrayList<>();
    for (Mail mail : mails) {
      int status = webhooks.mail(Files.readAllBytes(mail.file())).statusCode();
      statuses.merge(status, 1, Integer::sum);
      assertThat(status).as(mail.toString()).isLessThan(500);
      if (status / 100 == 2) {
        taken.add(mail);
      }
    }
    awaitLast();
    List<Mail> lost = new ArrayList<>();
    List<Mail> otherwiseNamed = new ArrayList<>();
    for (Mail mail : taken) {
      List<String> subjects = subjectsFrom(mail.from());
      if (subjects.isEmpty()) {
        lost.add(mail);
      } else if (subjects.stream().noneMatch(subject -> same(subject, mail.subject()))) {
        otherwiseNamed.add(mail);
      }
    }
    System.out.printf(
        "email-mime: %d mails sent, by status %s; lost %s; another subject %d: %s%n",
        mails.size(), statuses, lost, otherwiseNamed.size(), otherwiseNamed);
    assertThat(taken).hasSameSizeAs(mails);
    assertThat(lost).isEmpty();
    assertThat(otherwiseNamed.size()).isLessThan(mails.size() / 10);
  }

  @Test
  void everyTwilioPayloadBecomesAMessage() throws IOException {
    Path cases = samples().resolve("webhooks/twilio-chatwoot/cases.jsonl");
    int n = 0;
    int told = 0;
    for (String line : Files.readAllLines(cases)) {
      Map<String, String> parameters =
          parameters(new ObjectMapper().readTree(line).path("payload"));
      if (!parameters.containsKey("From")) {
        continue;
      }
      n++;
      String phone = "+1415558%04d".formatted(n);
      boolean whatsapp = parameters.get("From").startsWith("whatsapp:");
      String channel = whatsapp ? "whatsapp" : "sms";
      Map<String, String> ours = webhooks.parameters(channel, phone, "");
      parameters.put("From", String.valueOf(ours.get("From")));
      parameters.put("To", String.valueOf(ours.get("To")));
      parameters.put("AccountSid", String.valueOf(ours.get("AccountSid")));
      parameters.put("MessageSid", "SM" + UUID.randomUUID().toString().replace("-", ""));
      assertThat(webhooks.signed(channel, parameters).statusCode()).as(line).isEqualTo(200);
      String customer = desk.customer(phone).path("id").asText();
      await().atMost(LONG).until(() -> !desk.thread(customer).isEmpty());
      String body = parameters.getOrDefault("Body", "").replace("\u0000", "\uFFFD");
      JsonNode message = desk.thread(customer).getFirst();
      if (!body.isEmpty()) {
        assertThat(message.path("text").asText()).isEqualTo(body);
        told++;
      }
    }
    System.out.printf("twilio: %d payloads in threads, %d with their text unchanged%n", n, told);
    assertThat(n).isPositive();
  }

  @Test
  void naughtyStringsGoThroughUnchanged() throws IOException {
    List<String> strings = naughty(samples().resolve("text"));
    String phone = "+14155558999";
    List<String> sent = new ArrayList<>();
    for (String text : strings) {
      if (!text.isBlank() && text.length() <= 1_600) {
        assertThat(webhooks.message("sms", phone, text)).as(text).isEqualTo(200);
        sent.add(text);
      }
    }
    String customer = desk.customer(phone).path("id").asText();
    assertThat(desk.texts(customer, sent.size()))
        .containsExactlyElementsOf(sent.stream().map(t -> t.replace("\u0000", "\uFFFD")).toList());
    System.out.printf("text: %d naughty strings unchanged%n", sent.size());
  }

  /** The folder of samples; without it these tests are skipped, and say so. */
  private static Path samples() {
    Path folder =
        Optional.ofNullable(System.getenv("THREADLINE_DATA"))
            .map(Path::of)
            .orElseGet(() ->
                Path.of(System.getProperty("threadline.root", "."))
                    .resolve("../shared/data")
                    .normalize());
    if (!Files.isDirectory(folder)) {
      System.out.println("skipped: no folder of third-party samples (THREADLINE_DATA)");
    }
    Assumptions.assumeTrue(Files.isDirectory(folder));
    return folder;
  }

  /** Half of the mails that a second parser could read a sender's address in. */
  private static List<Mail> mails(Path folder) throws IOException {
    List<Mail> mails = new ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve("email-mime/oracle_cpython.jsonl"))) {
      JsonNode oracle = new ObjectMapper().readTree(line);
      String from = oracle.path("from").path(0).path("addr").asText();
      Path file = folder.resolve(oracle.path("path").asText());
      boolean chosen = Math.floorMod(oracle.path("path").asText().hashCode(), 2) == 0;
      if (chosen && from.matches("[A-Za-z0-9._+-]+@[A-Za-z0-9.-]+\\.[A-Za-z]{2,}")) {
        mails.add(new Mail(file, from, oracle.path("subject").asText()));
      }
    }
    return mails;
  }

  /** The subjects of the messages in the threads of whoever has that address. */
  private List<String> subjectsFrom(String address) {
    List<String> subjects = new ArrayList<>();
    for (JsonNode customer : desk.customers(address)) {
      desk.thread(customer.path("id").asText())
          .forEach(message -> subjects.add(message.path("subject").asText()));
    }
    return subjects;
  }

  /** Waits until a mail sent after all others is in its thread, on every partition. */
  private void awaitLast() {
    for (int i = 0; i < 50; i++) {
      String from = "last%d@customers.example".formatted(i);
      webhooks.mail(webhooks.plainMail(from, "last", "last"));
      assertThat(desk.customer(from).path("id").asText()).isNotBlank();
    }
  }

  private static boolean same(String one, String other) {
    return one.replaceAll("\\s+", "").equals(other.replaceAll("\\s+", ""));
  }

  private static List<String> naughty(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      Path json = files.filter(f -> f.toString().endsWith(".json")).findFirst().orElseThrow();
      List<String> strings = new ArrayList<>();
      new ObjectMapper().readTree(json.toFile()).forEach(s -> strings.add(s.asText()));
      return strings;
    }
  }

  private static Map<String, String> parameters(JsonNode payload) {
    Map<String, String> parameters = new LinkedHashMap<>();
    payload
        .properties()
        .forEach(field -> {
          if (field.getValue().isValueNode()) {
            parameters.put(field.getKey(), field.getValue().asText());
          }
        });
    return parameters;
  }
}
