package io.threadline.kpi.core.measure;

import io.threadline.kpi.core.measure.Formula.Count;
import io.threadline.kpi.core.measure.Formula.Distribution;
import io.threadline.kpi.core.measure.Formula.Headline;
import io.threadline.kpi.core.measure.Formula.Ratio;
import io.threadline.kpi.core.measure.Formula.Stock;
import io.threadline.kpi.core.measure.Formula.Term;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Every KPI under one policy. Sources: Zendesk's definitions for response and resolution times and
 * reopens, ICMI's four service level formulas, the first-contact-resolution window of the contact
 * centre literature.
 */
public final class Catalogue {
  private static final String OPENED = "when the ticket was opened";
  private static final String FIRST_SOLVED = "when the ticket was solved for the first time";
  private static final String WAIT = "since when the customer waits";

  private final Policy policy;
  private final Measures measures;
  private final List<Kpi> kpis;

  /** The KPIs under that policy. */
  public Catalogue(Policy policy) {
    this.policy = policy;
    this.measures = new Measures(policy);
    this.kpis =
        Stream.of(
                counts(), deliveries(), times(), resolution(), backlog(), satisfaction(), waiting())
            .flatMap(List::stream)
            .toList();
  }

  public List<Kpi> kpis() {
    return kpis;
  }

  public Policy policy() {
    return policy;
  }

  /** The KPI of that key. */
  public Optional<Kpi> kpi(String key) {
    return kpis.stream().filter(kpi -> kpi.key().equals(key)).findFirst();
  }

  /** The measures that events change, in a fixed order. */
  public List<Measure> stored() {
    return measures.stored();
  }

  /** Changes whenever stored aggregates would mean something else than what is declared now. */
  public String fingerprint() {
    return Integer.toHexString(stored().toString().hashCode());
  }

  private List<Kpi> counts() {
    return List.of(
        kpi(
            "contacts",
            "Contacts",
            "number of tickets opened",
            Unit.COUNT,
            "tickets that are not spam",
            OPENED,
            new Count(measures.contacts)),
        kpi(
            "messages-received",
            "Messages received",
            "number of messages from customers",
            Unit.COUNT,
            "messages whose ticket is not spam",
            "when the message was accepted",
            new Count(measures.messagesReceived)),
        kpi(
            "messages-sent",
            "Messages sent",
            "number of public messages to customers, by humans and bots",
            Unit.COUNT,
            "messages whose ticket is not spam",
            "when the message was written",
            new Count(measures.messagesSent)));
  }

  private List<Kpi> deliveries() {
    return List.of(
        kpi(
            "delivery-rate",
            "Delivery rate",
            "messages delivered or read / messages with a delivery report",
            Unit.RATIO,
            "messages to customers with at least one delivery report",
            "the first report on the message",
            Formula.ratio(measures.delivered, measures.deliveries)),
        kpi(
            "delivery-failure-rate",
            "Delivery failure rate",
            "messages that failed / messages with a delivery report",
            Unit.RATIO,
            "messages to customers with at least one delivery report",
            "the first report on the message",
            Formula.ratio(measures.undelivered, measures.deliveries)));
  }

  private List<Kpi> times() {
    return List.of(
        kpi(
            "first-response-time",
            "First response time",
            "median time from opening to the first public reply by a human; the second, if an agent"
                + " opened the ticket (calendar time)",
            Unit.SECONDS,
            "tickets with such a reply, not spam",
            "when the reply was written",
            new Distribution(measures.firstReplies, Headline.MEDIAN)),
        kpi(
            "first-resolution-time",
            "First resolution time",
            "median time from opening to the first time solved (calendar time)",
            Unit.SECONDS,
            "tickets solved at least once, not spam",
            FIRST_SOLVED,
            new Distribution(measures.firstResolutions, Headline.MEDIAN)),
        kpi(
            "full-resolution-time",
            "Full resolution time",
            "median time from opening to the last time solved; reopening takes it back (calendar"
                + " time)",
            Unit.SECONDS,
            "tickets that are solved and not reopened since, not spam",
            "when the ticket was solved for the last time",
            new Distribution(measures.resolutions, Headline.MEDIAN)));
  }

  private List<Kpi> resolution() {
    Duration window = policy.repeatWindow();
    return List.of(
        new Kpi(
            "first-time-resolution",
            "First-time resolution",
            "tickets solved with no contact of the same customer, on any channel, within "
                + words(window)
                + " after / tickets solved",
            Unit.RATIO,
            "tickets solved at least once, not spam; a reopened ticket is a contact",
            FIRST_SOLVED,
            1,
            Formula.ratio(measures.settledAtOnce, measures.settledContacts),
            window),
        kpi(
            "repeat-contact-rate",
            "Repeat contact rate",
            "tickets opened within "
                + words(window)
                + " after an earlier ticket of the same customer, on any channel / tickets opened",
            Unit.RATIO,
            "tickets that are not spam",
            OPENED,
            Formula.ratio(measures.repeatContacts, measures.countedContacts)),
        kpi(
            "reopen-rate",
            "Reopen rate",
            "tickets reopened at least once / tickets solved",
            Unit.RATIO,
            "tickets solved at least once, not spam",
            FIRST_SOLVED,
            Formula.ratio(measures.reopened, measures.firstResolutions)));
  }

  private List<Kpi> backlog() {
    return List.of(
        kpi(
            "backlog",
            "Backlog",
            "number of unsolved tickets, by age since opening",
            Unit.COUNT,
            "tickets that are not resolved, closed, abandoned or spam",
            "the end of the period, from hourly snapshots; the total is now",
            new Stock(measures.unsolved)));
  }

  private List<Kpi> satisfaction() {
    return List.of(
        kpi(
            "csat",
            "Customer satisfaction",
            "answers of 4 or 5 / answers on the scale of 1 to 5; a ticket's latest answer counts",
            Unit.RATIO,
            "tickets with an answer, not spam",
            "when the latest answer was given",
            Formula.ratio(measures.satisfied, measures.ratings)),
        kpi(
            "csat-response-rate",
            "Satisfaction response rate",
            "solved tickets with a satisfaction answer / solved tickets",
            Unit.RATIO,
            "tickets solved at least once, not spam",
            FIRST_SOLVED,
            Formula.ratio(measures.ratedResolutions, measures.firstResolutions)));
  }

  private List<Kpi> waiting() {
    List<Kpi> kpis = new ArrayList<>();
    kpis.add(serviceLevel("service-level", policy.serviceLevelFormula()));
    for (int formula = 1; formula <= 4; formula++) {
      kpis.add(serviceLevel("service-level-" + formula, formula));
    }
    kpis.add(
        kpi(
            "average-speed-of-answer",
            "Average speed of answer",
            "sum of the waits of answered customers / answered customers",
            Unit.SECONDS,
            "tickets that an agent took, not spam",
            WAIT,
            new Distribution(measures.answered, Headline.MEAN)));
    kpis.add(
        kpi(
            "abandonment-rate",
            "Abandonment rate",
            "customers who left before a human took the ticket / customers who waited",
            Unit.RATIO,
            "tickets that waited for an agent, not spam",
            WAIT,
            Formula.ratio(measures.abandoned, measures.offered)));
    return kpis;
  }

  /** ICMI's formulas: A answered, B abandoned, T the target; whoever waits past T is a miss. */
  private Kpi serviceLevel(String key, int formula) {
    Term a = Term.plus(measures.answered);
    Term aInTarget = Term.plus(measures.answeredInTarget);
    Term b = Term.plus(measures.abandoned);
    Term bInTarget = Term.plus(measures.abandonedInTarget);
    Term missed = Term.plus(measures.waitingPastTarget);
    Ratio ratio =
        switch (formula) {
          case 1 -> new Ratio(List.of(aInTarget), List.of(a, b, missed));
          case 2 -> new Ratio(List.of(aInTarget), List.of(a));
          case 3 -> new Ratio(List.of(aInTarget, bInTarget), List.of(a, b, missed));
          default ->
              new Ratio(
                  List.of(aInTarget),
                  List.of(a, b, Term.minus(measures.abandonedInTarget), missed));
        };
    String words =
        switch (formula) {
          case 1 -> "A<=T / (A + B + W>T)";
          case 2 -> "A<=T / A";
          case 3 -> "(A<=T + B<=T) / (A + B + W>T)";
          default -> "A<=T / (A + B - B<=T + W>T)";
        };
    return kpi(
        key,
        "Service level" + (key.equals("service-level") ? "" : " (ICMI " + formula + ")"),
        words
            + ", T = "
            + words(policy.serviceLevelTarget())
            + ": A answered, B abandoned before an agent took the ticket, W>T still waiting past T",
        Unit.RATIO,
        "tickets that waited for an agent, not spam",
        WAIT,
        ratio);
  }

  private static Kpi kpi(
      String key,
      String title,
      String text,
      Unit unit,
      String population,
      String clock,
      Formula formula) {
    return new Kpi(key, title, text, unit, population, clock, 1, formula, null);
  }

  private static String words(Duration duration) {
    if (duration.toDaysPart() > 0 && duration.equals(Duration.ofDays(duration.toDays()))) {
      return duration.toDays() + " d";
    }
    return duration.toSeconds() + " s";
  }
}
