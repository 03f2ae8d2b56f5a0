package io.threadline.kpi.core.story;

import io.threadline.kpi.core.measure.Dimensions;
import io.threadline.kpi.core.measure.Facts;
import io.threadline.kpi.core.measure.Field;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A ticket as one of its customer's contacts.
 *
 * @param firstResolved when it was first solved, if it was
 * @param reopened when it was first reopened, if it was
 */
public record Contact(
    UUID ticket,
    Dimensions dimensions,
    Instant opened,
    @Nullable Instant firstResolved,
    @Nullable Instant reopened) {

  /** The contact of a ticket for which {@link TicketFact#isContact} holds. */
  public static Contact of(UUID ticket, TicketFact fact) {
    Facts facts = fact.facts();
    return new Contact(
        ticket,
        fact.dimensions(),
        Objects.requireNonNull(facts.instant(Field.OPENED)),
        facts.instant(Field.FIRST_RESOLVED),
        facts.instant(Field.REOPENED));
  }
}
