package io.threadline.kpi.core.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.threadline.contracts.Envelope;
import io.threadline.contracts.Event;
import io.threadline.kpi.core.measure.Catalogue;
import io.threadline.kpi.core.measure.Observation;
import io.threadline.kpi.core.measure.Policy;
import io.threadline.kpi.core.measure.Tallies;
import io.threadline.kpi.core.story.Intake.OfTicket;
import io.threadline.kpi.generate.Lives;
import io.threadline.kpi.generate.Memory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Whatever the order, the repetitions and the batches: the same facts, the same aggregates. */
class ConvergenceTest {
  private static final Instant START = Instant.parse("2026-02-27T22:10:00Z");
  private static final UUID TENANT = Envelope.DEFAULT_TENANT;

  private final Catalogue catalogue = new Catalogue(Policy.DEFAULT);

  @Test
  void shuffledRepeatedAndSplitEventsGiveWhatSortedOnesGive() {
    long seed = Long.getLong("seed", System.nanoTime());
    System.out.println("ConvergenceTest seed " + seed);
    Random random = new Random(seed);
    for (int run = 0; run < 20; run++) {
      List<Envelope<Event>> events =
          Lives.of(random.nextLong(), 60, TENANT, START, Duration.ofDays(10));
      assertThat(incremental(disturbed(events, random), random))
          .as("seed %s, run %s", seed, run)
          .isEqualTo(Memory.aggregates(catalogue, events));
    }
  }

  @Test
  void aStoryIsTheSameAfterWritingAndReading() {
    Map<UUID, List<Moment>> moments = new HashMap<>();
    for (Envelope<Event> event : Lives.of(7, 200, TENANT, START, Duration.ofDays(10))) {
      if (Intake.read(event) instanceof OfTicket of) {
        moments.computeIfAbsent(of.ticket(), t -> new ArrayList<>()).add(of.moment());
      }
    }
    assertThat(moments).hasSize(200);
    moments
        .values()
        .forEach(some -> {
          Story story = Story.of(some);
          assertThat(Stories.read(Stories.write(story)).moments()).isEqualTo(story.moments());
        });
  }

  /** A third of the events twice, all of them in any order. */
  private static List<Envelope<Event>> disturbed(List<Envelope<Event>> events, Random random) {
    List<Envelope<Event>> disturbed = new ArrayList<>(events);
    events.stream().filter(event -> random.nextInt(3) == 0).forEach(disturbed::add);
    Collections.shuffle(disturbed, random);
    return disturbed;
  }

  /** As the service does it: batch by batch, minus the old facts, plus the new ones. */
  private Map<?, ?> incremental(List<Envelope<Event>> events, Random random) {
    Tallies tallies = new Tallies(catalogue.stored());
    Map<UUID, TicketFact> tickets = new HashMap<>();
    Map<UUID, CustomerFact> customers = new HashMap<>();
    Map<UUID, DeliveryFact> deliveries = new HashMap<>();
    for (int from = 0; from < events.size(); ) {
      int to = Math.min(events.size(), from + 1 + random.nextInt(40));
      for (Envelope<Event> event : events.subList(from, to)) {
        switch (Intake.read(event)) {
          case OfTicket of -> ticket(tallies, tickets, customers, of);
          case Intake.OfDelivery of -> {
            DeliveryFact before = deliveries.get(of.message());
            if (before != null) {
              tallies.minus(List.of(before.observation()));
            }
            DeliveryFact after = deliveries.merge(of.message(), of.report(), DeliveryFact::with);
            tallies.plus(List.of(after.observation()));
          }
          case null -> {}
        }
      }
      from = to;
    }
    return tallies.changes();
  }

  private static void ticket(
      Tallies tallies,
      Map<UUID, TicketFact> tickets,
      Map<UUID, CustomerFact> customers,
      OfTicket of) {
    TicketFact before = tickets.getOrDefault(of.ticket(), TicketFact.of(Story.EMPTY));
    TicketFact after = TicketFact.of(before.story().with(List.of(of.moment())));
    tallies.minus(before.observations());
    tallies.plus(after.observations());
    tickets.put(of.ticket(), after);
    if (after.customer() != null) {
      CustomerFact customer = customers.getOrDefault(after.customer(), CustomerFact.EMPTY);
      List<Observation> was = customer.observations();
      customer =
          customer.with(of.ticket(), after.isContact() ? Contact.of(of.ticket(), after) : null);
      // Through the bytes, as the row has it.
      customer = Contacts.read(Contacts.write(customer));
      tallies.minus(was);
      tallies.plus(customer.observations());
      customers.put(after.customer(), customer);
    }
  }
}
