package io.threadline.kpi.core.measure;

import static io.threadline.kpi.core.measure.Condition.all;
import static io.threadline.kpi.core.measure.Condition.has;
import static io.threadline.kpi.core.measure.Condition.not;

import java.time.Duration;
import java.util.List;

/** Every measure that a policy gives; the KPIs of {@link Catalogue} are formulas over these. */
final class Measures {
  private static final Condition REAL = not(has(Field.SPAM));
  private static final Condition LEFT_UNANSWERED =
      all(has(Field.ABANDONED), not(has(Field.ANSWERED)), REAL);

  final Measure contacts = Measure.count("contacts", Subject.TICKET, Field.OPENED, REAL);
  final Measure messagesReceived =
      Measure.count("messages-received", Subject.MESSAGE, Field.RECEIVED, REAL);
  final Measure messagesSent = Measure.count("messages-sent", Subject.MESSAGE, Field.SENT, REAL);
  final Measure firstReplies =
      Measure.timed(
          "first-replies",
          Subject.TICKET,
          Field.FIRST_REPLIED,
          REAL,
          new Elapsed(Field.OPENED, Field.FIRST_REPLIED));
  final Measure firstResolutions =
      Measure.timed(
          "first-resolutions",
          Subject.TICKET,
          Field.FIRST_RESOLVED,
          REAL,
          new Elapsed(Field.OPENED, Field.FIRST_RESOLVED));
  final Measure resolutions =
      Measure.timed(
          "resolutions",
          Subject.TICKET,
          Field.RESOLVED,
          REAL,
          new Elapsed(Field.OPENED, Field.RESOLVED));
  final Measure reopened =
      Measure.count(
          "reopened", Subject.TICKET, Field.FIRST_RESOLVED, all(has(Field.REOPENED), REAL));
  final Measure settledContacts =
      Measure.count("settled-contacts", Subject.CONTACT, Field.FIRST_RESOLVED, REAL);
  final Measure settledAtOnce;
  final Measure countedContacts =
      Measure.count("counted-contacts", Subject.CONTACT, Field.OPENED, REAL);
  final Measure repeatContacts;
  final Measure ratings = Measure.count("ratings", Subject.TICKET, Field.RATED, REAL);
  final Measure satisfied =
      Measure.count(
          "satisfied",
          Subject.TICKET,
          Field.RATED,
          all(new Condition.AtLeast(Field.SCORE, 4), REAL));
  final Measure ratedResolutions =
      Measure.count(
          "rated-resolutions", Subject.TICKET, Field.FIRST_RESOLVED, all(has(Field.RATED), REAL));
  final Measure offered = Measure.count("offered", Subject.TICKET, Field.QUEUED, REAL);
  final Measure answered =
      Measure.timed(
          "answered",
          Subject.TICKET,
          Field.QUEUED,
          REAL,
          new Elapsed(Field.QUEUED, Field.ANSWERED));
  final Measure answeredInTarget;
  final Measure abandoned =
      Measure.count("abandoned", Subject.TICKET, Field.QUEUED, LEFT_UNANSWERED);
  final Measure abandonedInTarget;
  final Measure waitingPastTarget;
  final Measure deliveries = Measure.count("deliveries", Subject.DELIVERY, Field.REPORTED, all());
  final Measure delivered =
      Measure.count("delivered", Subject.DELIVERY, Field.REPORTED, has(Field.REACHED));
  final Measure undelivered =
      Measure.count("undelivered", Subject.DELIVERY, Field.REPORTED, has(Field.FAILED));

  /** Asked of the facts alone: everything unsolved now. */
  final Measure unsolved =
      new Measure(
          "unsolved",
          Subject.TICKET,
          Field.OPENED,
          all(not(has(Field.RESOLVED)), not(has(Field.ABANDONED)), REAL),
          null,
          Duration.ZERO);

  Measures(Policy policy) {
    Duration target = policy.serviceLevelTarget();
    Duration window = policy.repeatWindow();
    settledAtOnce =
        Measure.count(
            "settled-at-once",
            Subject.CONTACT,
            Field.FIRST_RESOLVED,
            all(not(new Condition.Within(Field.FIRST_RESOLVED, Field.NEXT_CONTACT, window)), REAL));
    repeatContacts =
        Measure.count(
            "repeat-contacts",
            Subject.CONTACT,
            Field.OPENED,
            all(new Condition.Within(Field.PREVIOUS_CONTACT, Field.OPENED, window), REAL));
    answeredInTarget =
        Measure.count(
            "answered-in-target",
            Subject.TICKET,
            Field.QUEUED,
            all(new Condition.Within(Field.QUEUED, Field.ANSWERED, target), REAL));
    abandonedInTarget =
        Measure.count(
            "abandoned-in-target",
            Subject.TICKET,
            Field.QUEUED,
            all(LEFT_UNANSWERED, new Condition.Within(Field.QUEUED, Field.ABANDONED, target)));
    waitingPastTarget =
        new Measure(
            "waiting-past-target",
            Subject.TICKET,
            Field.QUEUED,
            all(
                not(has(Field.ANSWERED)),
                not(has(Field.ABANDONED)),
                not(has(Field.RESOLVED)),
                REAL),
            null,
            target);
  }

  /** The measures that the aggregates keep. */
  List<Measure> stored() {
    return List.of(
        contacts,
        messagesReceived,
        messagesSent,
        firstReplies,
        firstResolutions,
        resolutions,
        reopened,
        settledContacts,
        settledAtOnce,
        countedContacts,
        repeatContacts,
        ratings,
        satisfied,
        ratedResolutions,
        offered,
        answered,
        answeredInTarget,
        abandoned,
        abandonedInTarget,
        deliveries,
        delivered,
        undelivered);
  }
}
