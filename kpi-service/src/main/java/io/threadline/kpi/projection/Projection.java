package io.threadline.kpi.projection;

import io.threadline.contracts.Envelope;
import io.threadline.contracts.Event;
import io.threadline.contracts.conversation.CustomerErased;
import io.threadline.kpi.core.measure.Catalogue;
import io.threadline.kpi.core.measure.Tallies;
import io.threadline.kpi.core.story.Contact;
import io.threadline.kpi.core.story.CustomerFact;
import io.threadline.kpi.core.story.DeliveryFact;
import io.threadline.kpi.core.story.Intake;
import io.threadline.kpi.core.story.Intake.OfDelivery;
import io.threadline.kpi.core.story.Intake.OfTicket;
import io.threadline.kpi.core.story.Moment;
import io.threadline.kpi.core.story.TicketFact;
import io.threadline.platform.inbox.BatchHandler;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What events change, in the transaction that marks them as consumed: the log for the recount, the
 * facts, and in the aggregates minus what the facts had added, plus what they add now.
 *
 * <p>Rows are locked in one order: tickets, customers, deliveries, aggregates, each by key. So
 * instances that meet on a row wait, and never in a circle.
 */
public final class Projection implements BatchHandler {
  private final Catalogue catalogue;

  public Projection(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  @Override
  public void apply(Connection connection, UUID tenant, List<Envelope<Event>> events)
      throws SQLException {
    List<OfTicket> ofTickets = new ArrayList<>(events.size());
    List<OfDelivery> ofDeliveries = new ArrayList<>();
    for (Envelope<Event> event : events) {
      switch (Intake.read(event)) {
        case OfTicket ofTicket -> ofTickets.add(ofTicket);
        case OfDelivery ofDelivery -> ofDeliveries.add(ofDelivery);
        case null -> {
          if (event.data() instanceof CustomerErased erased) {
            Comments.erase(connection, tenant, erased.customerIds());
          }
        }
      }
    }
    if (!ofTickets.isEmpty() || !ofDeliveries.isEmpty()) {
      record(connection, tenant, ofTickets, ofDeliveries);
    }
  }

  /** Applies what was taken from events, or from a caller. */
  public void record(
      Connection connection, UUID tenant, List<OfTicket> ofTickets, List<OfDelivery> ofDeliveries)
      throws SQLException {
    Definitions.share(connection, tenant, catalogue.fingerprint());
    EventLog.append(connection, tenant, ofTickets);
    EventLog.appendDeliveries(connection, tenant, ofDeliveries);
    Tallies tallies = new Tallies(catalogue.stored());
    SortedMap<UUID, SortedMap<UUID, @Nullable Contact>> contacts =
        foldTickets(connection, tenant, ofTickets, tallies);
    foldCustomers(connection, tenant, contacts, tallies);
    foldDeliveries(connection, tenant, ofDeliveries, tallies);
    Aggregates.add(connection, tenant, tallies.changes());
  }

  /** Answers what changed of customers' contacts: customer, ticket, contact or null for none. */
  private static SortedMap<UUID, SortedMap<UUID, @Nullable Contact>> foldTickets(
      Connection connection, UUID tenant, List<OfTicket> events, Tallies tallies)
      throws SQLException {
    SortedMap<UUID, List<Moment>> moments = new TreeMap<>(Moment::compareIds);
    for (OfTicket event : events) {
      moments.computeIfAbsent(event.ticket(), ticket -> new ArrayList<>()).add(event.moment());
    }
    SortedMap<UUID, SortedMap<UUID, @Nullable Contact>> contacts =
        new TreeMap<>(Moment::compareIds);
    if (moments.isEmpty()) {
      return contacts;
    }
    Map<UUID, TicketFact> changed = new HashMap<>();
    Map<UUID, TicketFact> locked = TicketFacts.lock(connection, tenant, sorted(moments.keySet()));
    locked.forEach((ticket, before) -> {
      TicketFact after =
          TicketFact.of(before.story().with(moments.getOrDefault(ticket, List.of())));
      if (after.story() != before.story()) {
        tallies.minus(before.observations());
        tallies.plus(after.observations());
        changed.put(ticket, after);
        noteContact(contacts, ticket, before, after);
      }
    });
    TicketFacts.write(connection, tenant, changed);
    return contacts;
  }

  private static void noteContact(
      SortedMap<UUID, SortedMap<UUID, @Nullable Contact>> contacts,
      UUID ticket,
      TicketFact before,
      TicketFact after) {
    Contact was = before.isContact() ? Contact.of(ticket, before) : null;
    Contact is = after.isContact() ? Contact.of(ticket, after) : null;
    boolean sameCustomer = Objects.equals(before.customer(), after.customer());
    if (was != null && before.customer() != null && !sameCustomer) {
      contacts.computeIfAbsent(before.customer(), c -> new TreeMap<>()).put(ticket, null);
    }
    if (after.customer() != null && !(sameCustomer && Objects.equals(was, is))) {
      contacts.computeIfAbsent(after.customer(), c -> new TreeMap<>()).put(ticket, is);
    }
  }

  private static void foldCustomers(
      Connection connection,
      UUID tenant,
      SortedMap<UUID, SortedMap<UUID, @Nullable Contact>> contacts,
      Tallies tallies)
      throws SQLException {
    Map<UUID, CustomerFact> changed = new HashMap<>();
    CustomerFacts.lock(connection, tenant, sorted(contacts.keySet()))
        .forEach((customer, before) -> {
          CustomerFact after = before;
          for (Map.Entry<UUID, @Nullable Contact> contact :
              Objects.requireNonNull(contacts.get(customer)).entrySet()) {
            after = after.with(contact.getKey(), contact.getValue());
          }
          tallies.minus(before.observations());
          tallies.plus(after.observations());
          changed.put(customer, after);
        });
    CustomerFacts.write(connection, tenant, changed);
  }

  private static void foldDeliveries(
      Connection connection, UUID tenant, List<OfDelivery> events, Tallies tallies)
      throws SQLException {
    SortedMap<UUID, DeliveryFact> changed = new TreeMap<>(Moment::compareIds);
    for (OfDelivery event : events) {
      changed.merge(event.message(), event.report(), DeliveryFact::with);
    }
    DeliveryFacts.lock(connection, tenant, sorted(changed.keySet()))
        .forEach((message, before) -> {
          tallies.minus(List.of(before.observation()));
          changed.computeIfPresent(message, (id, report) -> before.with(report));
        });
    changed.values().forEach(after -> tallies.plus(List.of(after.observation())));
    DeliveryFacts.write(connection, tenant, changed);
  }

  private static SortedSet<UUID> sorted(Set<UUID> ids) {
    SortedSet<UUID> sorted = new TreeSet<>(Moment::compareIds);
    sorted.addAll(ids);
    return sorted;
  }
}
