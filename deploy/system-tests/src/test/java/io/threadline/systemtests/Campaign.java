package io.threadline.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Numbered customers who write numbered messages, one after the other, while something breaks. Each
 * message is delivered as a provider does: again, under the same id, until it is acknowledged. What
 * was acknowledged must be in the customer's thread, once, in order.
 */
final class Campaign {
  private static final Duration LONG = Duration.ofSeconds(120);

  private final Webhooks webhooks;
  private final Desk desk;
  private final String prefix;
  private final AtomicInteger written = new AtomicInteger();
  private final Map<String, List<String>> acknowledged = new TreeMap<>();

  /**
   * @param prefix the beginning of the customers' phone numbers; four digits follow
   */
  Campaign(Webhooks webhooks, Desk desk, String prefix) {
    this.webhooks = webhooks;
    this.desk = desk;
    this.prefix = prefix;
  }

  /** Everybody writes that many messages; once half of all are written the fault happens. */
  void write(int customers, int messages, Runnable fault)
      throws InterruptedException, ExecutionException {
    int half = customers * messages / 2;
    write(
        customers,
        n -> {
          if (written.incrementAndGet() == half) {
            fault.run();
          }
          return n < messages;
        });
  }

  /** Everybody writes as long as the condition holds. */
  void writeWhile(int customers, BooleanSupplier more)
      throws InterruptedException, ExecutionException {
    write(
        customers,
        n -> {
          written.incrementAndGet();
          return more.getAsBoolean();
        });
  }

  private void write(int customers, IntPredicate more)
      throws InterruptedException, ExecutionException {
    try (ExecutorService threads = Executors.newFixedThreadPool(Math.min(8, customers))) {
      List<Future<List<String>>> writers =
          IntStream.range(0, customers)
              .mapToObj(customer -> threads.submit(() -> write(phone(customer), more)))
              .toList();
      for (int customer = 0; customer < customers; customer++) {
        acknowledged.put(phone(customer), writers.get(customer).get());
      }
    }
  }

  private List<String> write(String phone, IntPredicate more) {
    List<String> texts = new ArrayList<>();
    for (int n = 0; more.test(n); n++) {
      String text = "message " + n;
      Map<String, String> parameters = webhooks.parameters("sms", phone, text);
      await()
          .atMost(LONG)
          .pollInterval(Duration.ofMillis(100))
          .until(() -> webhooks.isAcknowledged("sms", parameters));
      texts.add(text);
    }
    return texts;
  }

  /** Asserts what a campaign is for, and prints the count. */
  void check(String what) {
    int count = 0;
    for (Map.Entry<String, List<String>> entry : acknowledged.entrySet()) {
      count += entry.getValue().size();
      if (!entry.getValue().isEmpty()) {
        String customer = desk.customer(entry.getKey()).path("id").asText();
        assertThat(desk.texts(customer, entry.getValue().size()))
            .as("thread of " + entry.getKey())
            .containsExactlyElementsOf(entry.getValue());
      }
    }
    System.out.printf("%s: %d acknowledged, all in threads, once, in order%n", what, count);
    assertThat(count).isPositive();
  }

  /** The tickets of everybody who wrote. */
  Set<String> tickets() {
    Set<String> tickets = new HashSet<>();
    for (String phone : acknowledged.keySet()) {
      String customer = desk.customer(phone).path("id").asText();
      desk.thread(customer).forEach(message -> tickets.add(message.path("ticketId").asText()));
    }
    return tickets;
  }

  private String phone(int customer) {
    return prefix + "%04d".formatted(customer);
  }
}
