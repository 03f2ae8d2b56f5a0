package io.threadline.systemtests;

import static io.threadline.systemtests.Desk.AGENT1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.threadline.local.run.LocalSystem;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Parts die in the middle of work: what was acknowledged is there, once, in order. */
class FaultTest {
  private static final Duration LONG = Duration.ofSeconds(120);

  private final LocalSystem system = RunningSystem.get();
  private final Webhooks webhooks = new Webhooks(system);
  private final Desk desk = new Desk(system);

  @Test
  void kafkaIsDownForHalfAMinuteWhileTwoThousandMessagesArrive() throws Exception {
    Instant back = Instant.now().plusSeconds(30);
    system.hold("kafka");
    Ledger ledger = writeWhile("+1415557", 40, 50, () -> {});
    await().atMost(LONG).until(() -> Instant.now().isAfter(back));
    system.release("kafka");
    system.awaitReady(LONG);
    check("Kafka down for 30 s", ledger);
  }

  @Test
  void conversationServiceIsKilledInTheMiddle() throws Exception {
    Ledger ledger = writeWhile("+1415556", 20, 50, () -> system.kill("conversation-service"));
    system.awaitReady(LONG);
    check("conversation-service killed", ledger);
  }

  @Test
  void routingServiceIsKilledInTheMiddleAndEveryTicketIsOfferedOnce() throws Exception {
    desk.presence(AGENT1, "ready");
    Ledger ledger = writeWhile("+1415554", 20, 20, () -> system.kill("routing-service"));
    system.awaitReady(LONG);
    check("routing-service killed", ledger);
    Set<String> served = new HashSet<>();
    await()
        .atMost(LONG)
        .until(() -> {
          for (JsonNode offer : desk.api().get(AGENT1, "/api/agents/me/offers").path("items")) {
            String ticket = offer.path("ticketId").asText();
            desk.accept(AGENT1, offer);
            assertThat(served.add(ticket)).as("offered once after it was accepted").isTrue();
            desk.resolve(AGENT1, ticket);
          }
          return served.containsAll(ticketsOf(ledger));
        });
    desk.presence(AGENT1, "offline");
  }

  @Test
  void everyChildIsRestartedAfterItWasKilledAndTheDataIsThere() {
    String phone = "+14155559001";
    webhooks.message("sms", phone, "before");
    String customer = desk.customer(phone).path("id").asText();
    for (String child : system.children()) {
      int before = system.restarts(child);
      system.kill(child);
      await().atMost(LONG).until(() -> system.restarts(child) > before);
      system.awaitReady(LONG);
    }
    webhooks.message("sms", phone, "after");
    assertThat(desk.texts(customer, 2)).containsExactly("before", "after");
  }

  /** What was acknowledged, by customer, in order. */
  private record Ledger(Map<String, List<Integer>> acknowledged) {}

  /**
   * Customers write in parallel, each one message after the other; in the middle comes the fault.
   */
  private Ledger writeWhile(String prefix, int customers, int messages, Runnable fault)
      throws Exception {
    Map<String, List<Integer>> acknowledged = new TreeMap<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      List<Future<List<Integer>>> writers =
          IntStream.range(0, customers)
              .mapToObj(c ->
                  threads.submit(() ->
                      IntStream.range(0, messages)
                          .filter(m -> acknowledged(prefix, c, m, customers, messages, fault))
                          .boxed()
                          .toList()))
              .toList();
      for (int c = 0; c < customers; c++) {
        acknowledged.put(phone(prefix, c), writers.get(c).get());
      }
    }
    return new Ledger(acknowledged);
  }

  private boolean acknowledged(
      String prefix, int customer, int message, int customers, int messages, Runnable fault) {
    if (customer == customers / 2 && message == messages / 2) {
      fault.run();
    }
    return webhooks.message("sms", phone(prefix, customer), "message " + message) == 200;
  }

  private void check(String what, Ledger ledger) {
    int acknowledged = 0;
    for (Map.Entry<String, List<Integer>> entry : ledger.acknowledged().entrySet()) {
      List<String> expected = entry.getValue().stream().map(m -> "message " + m).toList();
      acknowledged += expected.size();
      String customer = desk.customer(entry.getKey()).path("id").asText();
      await().atMost(LONG).until(() -> desk.thread(customer).size() >= expected.size());
      assertThat(desk.thread(customer).stream().map(m -> m.path("text").asText()).toList())
          .containsExactlyElementsOf(expected);
    }
    System.out.printf(
        "%s: %d acknowledged, all in their threads, once, in order%n", what, acknowledged);
    assertThat(acknowledged).isPositive();
  }

  private Set<String> ticketsOf(Ledger ledger) {
    Set<String> tickets = new HashSet<>();
    for (String phone : ledger.acknowledged().keySet()) {
      String customer = desk.customer(phone).path("id").asText();
      desk.thread(customer).forEach(m -> tickets.add(m.path("ticketId").asText()));
    }
    return tickets;
  }

  private static String phone(String prefix, int customer) {
    return prefix + "%04d".formatted(customer);
  }
}
