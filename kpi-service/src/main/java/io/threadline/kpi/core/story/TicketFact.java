package io.threadline.kpi.core.story;

import io.threadline.kpi.core.measure.Dimensions;
import io.threadline.kpi.core.measure.Facts;
import io.threadline.kpi.core.measure.Field;
import io.threadline.kpi.core.measure.Observation;
import io.threadline.kpi.core.measure.Subject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A ticket as the KPIs see it, folded from its story.
 *
 * @param customer whose ticket it is, once an event has said so
 */
public record TicketFact(Story story, @Nullable UUID customer, Dimensions dimensions, Facts facts) {

  /** Folds a story. */
  public static TicketFact of(Story story) {
    List<Moment> moments = story.standing();
    Facts facts =
        Facts.builder()
            .at(Field.OPENED, first(moments, Kind.OPENED))
            .at(Field.FIRST_REPLIED, firstReply(moments))
            .at(Field.FIRST_RESOLVED, first(moments, Kind.RESOLVED))
            .at(Field.RESOLVED, lastUnless(moments, Kind.RESOLVED, Kind.REOPENED))
            .at(Field.REOPENED, first(moments, Kind.REOPENED))
            .at(Field.QUEUED, waitingSince(moments))
            .at(Field.ANSWERED, first(moments, Kind.ASSIGNED))
            .at(Field.ABANDONED, lastUnless(moments, Kind.ABANDONED, Kind.REOPENED))
            .at(Field.SPAM, lastUnless(moments, Kind.SPAM, Kind.NOT_SPAM))
            .build();
    Moment rating = last(moments.stream().filter(m -> m.kind() == Kind.RATED));
    return new TicketFact(
        story,
        lastCustomer(moments),
        dimensions(moments),
        rating == null ? facts : facts.rated(rating.at(), rating.score()));
  }

  /** What measures are taken of: the ticket, and each of its messages. */
  public List<Observation> observations() {
    List<Observation> observations = new ArrayList<>();
    observations.add(new Observation(Subject.TICKET, dimensions, facts));
    for (Moment moment : story.moments()) {
      switch (moment.kind()) {
        case CUSTOMER_WROTE -> observations.add(message(moment, Field.RECEIVED));
        case AGENT_WROTE, BOT_WROTE -> observations.add(message(moment, Field.SENT));
        default -> {}
      }
    }
    return observations;
  }

  /** True if the ticket counts among its customer's contacts. */
  public boolean isContact() {
    return customer != null && facts.has(Field.OPENED) && !facts.has(Field.SPAM);
  }

  /** A message belongs to its own channel, the ticket's queue and whoever wrote it. */
  private Observation message(Moment moment, Field field) {
    return new Observation(
        Subject.MESSAGE,
        new Dimensions(
            moment.channel() == null ? Dimensions.NONE : moment.channel(),
            dimensions.queue(),
            moment.agent() == null ? Dimensions.NONE : moment.agent()),
        Facts.builder().at(field, moment.at()).at(Field.SPAM, facts.instant(Field.SPAM)).build());
  }

  private static @Nullable Instant first(List<Moment> moments, Kind kind) {
    return moments.stream()
        .filter(moment -> moment.kind() == kind)
        .findFirst()
        .map(Moment::at)
        .orElse(null);
  }

  /** The last moment of a kind, unless the undoing kind came after it. */
  private static @Nullable Instant lastUnless(List<Moment> moments, Kind kind, Kind undone) {
    Moment last = last(moments.stream().filter(m -> m.kind() == kind || m.kind() == undone));
    return last == null || last.kind() == undone ? null : last.at();
  }

  /** Zendesk: an agent who opens a ticket has not replied by that; the next public comment has. */
  private static @Nullable Instant firstReply(List<Moment> moments) {
    List<Moment> messages = moments.stream().filter(TicketFact::isMessage).toList();
    boolean openedByAgent = !messages.isEmpty() && messages.getFirst().kind() == Kind.AGENT_WROTE;
    return messages.stream()
        .filter(moment -> moment.kind() == Kind.AGENT_WROTE)
        .skip(openedByAgent ? 1 : 0)
        .findFirst()
        .map(Moment::at)
        .orElse(null);
  }

  private static boolean isMessage(Moment moment) {
    return switch (moment.kind()) {
      case CUSTOMER_WROTE, AGENT_WROTE, BOT_WROTE -> true;
      default -> false;
    };
  }

  private static @Nullable Instant waitingSince(List<Moment> moments) {
    return moments.stream()
        .map(Moment::since)
        .flatMap(Stream::ofNullable)
        .min(Comparator.naturalOrder())
        .orElse(null);
  }

  private static @Nullable UUID lastCustomer(List<Moment> moments) {
    Moment last = last(moments.stream().filter(m -> m.customer() != null));
    return last == null ? null : last.customer();
  }

  /**
   * The opening channel, the last queue, and the last agent who took it, else the last to write.
   */
  private static Dimensions dimensions(List<Moment> moments) {
    Moment opened = last(moments.stream().filter(m -> m.kind() == Kind.OPENED));
    Moment queued = last(moments.stream().filter(m -> m.queue() != null));
    Moment agent = last(byAgent(moments, m -> m.kind() == Kind.ASSIGNED));
    if (agent == null) {
      agent = last(byAgent(moments, m -> m.kind() == Kind.AGENT_WROTE));
    }
    return new Dimensions(
        opened == null || opened.channel() == null ? Dimensions.NONE : opened.channel(),
        queued == null || queued.queue() == null ? Dimensions.NONE : queued.queue(),
        agent == null || agent.agent() == null ? Dimensions.NONE : agent.agent());
  }

  private static Stream<Moment> byAgent(List<Moment> moments, Predicate<Moment> which) {
    return moments.stream().filter(which).filter(m -> m.agent() != null);
  }

  private static @Nullable Moment last(Stream<Moment> moments) {
    return moments.reduce((earlier, later) -> later).orElse(null);
  }
}
