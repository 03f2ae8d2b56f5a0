package io.threadline.kpi.generate;

import io.threadline.contracts.Envelope;
import io.threadline.contracts.Event;
import io.threadline.kpi.core.measure.Catalogue;
import io.threadline.kpi.core.measure.Cell;
import io.threadline.kpi.core.measure.Tallies;
import io.threadline.kpi.core.measure.Tally;
import io.threadline.kpi.core.story.Contact;
import io.threadline.kpi.core.story.CustomerFact;
import io.threadline.kpi.core.story.DeliveryFact;
import io.threadline.kpi.core.story.Intake;
import io.threadline.kpi.core.story.Intake.OfDelivery;
import io.threadline.kpi.core.story.Intake.OfTicket;
import io.threadline.kpi.core.story.Moment;
import io.threadline.kpi.core.story.Story;
import io.threadline.kpi.core.story.TicketFact;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.UUID;

/** All events at once, without a database: what every other way of applying them must equal. */
public final class Memory {
  private Memory() {}

  /** The aggregates of these events. */
  public static SortedMap<Cell, Tally> aggregates(
      Catalogue catalogue, List<? extends Envelope<? extends Event>> events) {
    Map<UUID, List<Moment>> moments = new HashMap<>();
    Map<UUID, DeliveryFact> deliveries = new HashMap<>();
    for (Envelope<? extends Event> event : events) {
      switch (Intake.read(event)) {
        case OfTicket of ->
            moments.computeIfAbsent(of.ticket(), t -> new ArrayList<>()).add(of.moment());
        case OfDelivery of -> deliveries.merge(of.message(), of.report(), DeliveryFact::with);
        case null -> {}
      }
    }
    Tallies tallies = new Tallies(catalogue.stored());
    Map<UUID, CustomerFact> customers = new HashMap<>();
    moments.forEach((ticket, story) -> {
      TicketFact fact = TicketFact.of(Story.of(story));
      tallies.plus(fact.observations());
      if (fact.isContact() && fact.customer() != null) {
        customers.merge(
            fact.customer(),
            CustomerFact.of(List.of(Contact.of(ticket, fact))),
            (all, one) -> all.with(ticket, Contact.of(ticket, fact)));
      }
    });
    customers.values().forEach(customer -> tallies.plus(customer.observations()));
    deliveries.values().forEach(fact -> tallies.plus(List.of(fact.observation())));
    return tallies.changes();
  }
}
