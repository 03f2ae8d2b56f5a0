package io.threadline.conversation.identity;

import static io.threadline.conversation.core.Messages.T0;
import static io.threadline.conversation.core.Messages.message;
import static io.threadline.conversation.testkit.ConversationDatabase.rows;
import static org.assertj.core.api.Assertions.assertThat;

import io.threadline.contracts.Channel;
import io.threadline.contracts.inbound.MessageReceived;
import io.threadline.conversation.core.Ticket;
import io.threadline.conversation.testkit.ConversationDatabase;
import io.threadline.platform.problem.ApiException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random interleavings: two instances take the messages of the same people, with repeats, while two
 * agents merge, unmerge, reply, note, resolve and reopen. At any end of it each message is in a
 * thread once and in order, and once all merges are undone everybody has what they wrote.
 */
class MergePropertyTest {
  private static final int PERSONS = 5;
  private static final int ROUNDS = 10;
  private static final int ACTS = 30;

  @BeforeEach
  void empty() {
    ConversationDatabase.empty();
  }

  private static String number(int person) {
    return "+3741155500" + person;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void threadsStayWholeWhateverIsMergedMeanwhile(long seed) throws Exception {
    Random random = new Random(seed);
    People people = new People();
    List<MessageReceived> first = round(random, Channel.SMS, 0);
    people.receive(first);
    CyclicBarrier start = new CyclicBarrier(4);
    List<Callable<List<MergeView>>> work = new ArrayList<>();
    for (Channel channel : People.channels()) {
      List<List<MessageReceived>> batches = batches(random, channel);
      work.add(() -> {
        start.await();
        batches.forEach(people::receive);
        return List.of();
      });
    }
    for (int agent = 0; agent < 2; agent++) {
      long own = random.nextLong();
      work.add(() -> {
        start.await();
        return acts(people, new Random(own));
      });
    }
    List<MergeView> merges = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      for (Future<List<MergeView>> each : threads.invokeAll(work)) {
        merges.addAll(each.get());
      }
    }
    check("seed " + seed);
    Collections.shuffle(merges, random);
    merges.forEach(people::unmerge);
    check("seed " + seed + ", all unmerged");
    checkEverybodyHasTheirOwn("seed " + seed);
  }

  private static List<MessageReceived> round(Random random, Channel channel, int round) {
    List<MessageReceived> messages = new ArrayList<>();
    for (int person = 0; person < PERSONS; person++) {
      String text = "%s %02d".formatted(channel, round);
      messages.add(message(channel, number(person), text, T0.plusSeconds(round * 60L + person)));
    }
    Collections.shuffle(messages, random);
    return messages;
  }

  private static List<List<MessageReceived>> batches(Random random, Channel channel) {
    List<List<MessageReceived>> batches = new ArrayList<>();
    for (int round = 1; round <= ROUNDS; round++) {
      List<MessageReceived> messages = round(random, channel, round);
      batches.add(messages);
      if (random.nextInt(3) == 0) {
        batches.add(messages);
      }
    }
    return batches;
  }

  private static List<MergeView> acts(People people, Random random) {
    List<MergeView> merges = new ArrayList<>();
    for (int act = 0; act < ACTS; act++) {
      List<UUID> tickets = people.tickets();
      UUID ticket = tickets.get(random.nextInt(tickets.size()));
      Instant at = T0.plusSeconds(3_600 + act);
      switch (random.nextInt(8)) {
        case 0, 1 -> merge(people, random, merges);
        case 2 -> {
          if (!merges.isEmpty()) {
            people.unmerge(merges.get(random.nextInt(merges.size())));
          }
        }
        case 3 -> people.write(ticket, "reply", false, at);
        case 4 -> people.write(ticket, "note", true, at);
        case 5 ->
            people.change(
                ticket, t -> t.status().unsolved() ? t.resolved("agent1", at) : t.reopened());
        case 6 -> people.change(ticket, Ticket::reopened);
        default -> people.change(ticket, t -> t.replied("agent1", at));
      }
    }
    return merges;
  }

  private static void merge(People people, Random random, List<MergeView> merges) {
    UUID survivor = people.customerOf(number(random.nextInt(PERSONS)));
    UUID absorbed = people.customerOf(number(random.nextInt(PERSONS)));
    try {
      merges.add(people.merge(survivor, absorbed));
    } catch (ApiException e) {
      // Merged already, by the other agent perhaps: refused, as it must be.
      assertThat(e.getMessage()).containsAnyOf("has been merged into", "with themselves");
    }
  }

  private static void check(String when) {
    assertThat(rows("SELECT count(*), count(DISTINCT id) FROM message WHERE direction = 'inbound'"))
        .as("lost or doubled, %s", when)
        .containsExactly(messages() + "|" + messages());
    assertThat(
            rows(
                "SELECT DISTINCT max(m.seq) = count(*) AND min(m.seq) = 1 AND max(m.seq) ="
                    + " max(c.last_seq) FROM message m JOIN conversation c ON c.id = conversation_id"
                    + " GROUP BY conversation_id"))
        .as("seq without gaps, %s", when)
        .containsExactly("t");
    assertThat(
            rows(
                "SELECT count(*) FROM message a JOIN message b USING (conversation_id, channel,"
                    + " address, direction) WHERE direction = 'inbound' AND a.seq < b.seq"
                    + " AND a.text > b.text"))
        .as("inversions, %s", when)
        .containsExactly("0");
    assertThat(
            rows(
                "SELECT count(*) FROM message m JOIN ticket t ON t.id = m.ticket_id"
                    + " WHERE t.conversation_id <> m.conversation_id"))
        .as("messages on tickets of other threads, %s", when)
        .containsExactly("0");
    assertThat(
            rows(
                "SELECT count(*) FROM ticket t JOIN conversation c ON c.id = t.conversation_id"
                    + " JOIN customer o ON o.id = c.customer_id"
                    + " WHERE t.customer_id <> o.id OR o.merged_into IS NOT NULL"))
        .as("tickets of customers who were absorbed, %s", when)
        .containsExactly("0");
  }

  private static int messages() {
    return PERSONS * (1 + ROUNDS * People.channels().length);
  }

  private static void checkEverybodyHasTheirOwn(String when) {
    assertThat(rows("SELECT count(*) FROM customer WHERE merged_into IS NOT NULL"))
        .as(when)
        .containsExactly("0");
    assertThat(
            rows(
                "SELECT i.address, count(*) FROM message m JOIN conversation c ON c.id ="
                    + " m.conversation_id JOIN identity i USING (customer_id)"
                    + " WHERE m.direction = 'inbound' AND m.address = i.address"
                    + " GROUP BY i.address ORDER BY 1"))
        .as("what each wrote is in their own thread, %s", when)
        .containsExactlyElementsOf(
            IntStream.range(0, PERSONS)
                .mapToObj(person -> number(person) + "|" + messages() / PERSONS)
                .toList());
    assertThat(
            rows(
                "SELECT count(*) FROM message m JOIN conversation c ON c.id = m.conversation_id"
                    + " JOIN identity i USING (customer_id)"
                    + " WHERE m.address IS NOT NULL AND m.address <> i.address"))
        .as("foreign messages, %s", when)
        .containsExactly("0");
  }
}
