package io.threadline.kpi.core.story;

import io.threadline.kpi.core.measure.Facts;
import io.threadline.kpi.core.measure.Field;
import io.threadline.kpi.core.measure.Observation;
import io.threadline.kpi.core.measure.Subject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A customer as the KPIs see it: the contacts, over all channels. */
public final class CustomerFact {
  public static final CustomerFact EMPTY = new CustomerFact(Map.of());

  private final Map<UUID, Contact> contacts;

  private CustomerFact(Map<UUID, Contact> contacts) {
    this.contacts = contacts;
  }

  /** The customer with these contacts. */
  public static CustomerFact of(Collection<Contact> contacts) {
    Map<UUID, Contact> byTicket = new TreeMap<>();
    contacts.forEach(contact -> byTicket.put(contact.ticket(), contact));
    return new CustomerFact(byTicket);
  }

  /** The customer with one contact put, or with null taken away. */
  public CustomerFact with(UUID ticket, @Nullable Contact contact) {
    Map<UUID, Contact> changed = new TreeMap<>(contacts);
    if (contact == null) {
      changed.remove(ticket);
    } else {
      changed.put(ticket, contact);
    }
    return new CustomerFact(changed);
  }

  public Collection<Contact> contacts() {
    return contacts.values();
  }

  /** Each contact with the one before and the one after it. */
  public List<Observation> observations() {
    TreeSet<Instant> openings = new TreeSet<>();
    contacts.values().forEach(contact -> openings.add(contact.opened()));
    List<Observation> observations = new ArrayList<>(contacts.size());
    for (Contact contact : contacts.values()) {
      Facts facts =
          Facts.builder()
              .at(Field.OPENED, contact.opened())
              .at(Field.FIRST_RESOLVED, contact.firstResolved())
              .at(Field.PREVIOUS_CONTACT, openings.lower(contact.opened()))
              .at(Field.NEXT_CONTACT, next(contact, openings))
              .build();
      observations.add(new Observation(Subject.CONTACT, contact.dimensions(), facts));
    }
    return observations;
  }

  /** A reopening is a contact as much as a new ticket is. */
  private static @Nullable Instant next(Contact contact, TreeSet<Instant> openings) {
    Instant resolved = contact.firstResolved();
    if (resolved == null) {
      return null;
    }
    Instant opening = openings.higher(resolved);
    Instant reopened = contact.reopened();
    if (reopened == null || !reopened.isAfter(resolved)) {
      return opening;
    }
    return opening == null || reopened.isBefore(opening) ? reopened : opening;
  }
}
