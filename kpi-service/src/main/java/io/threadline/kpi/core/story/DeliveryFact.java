package io.threadline.kpi.core.story;

import io.threadline.contracts.DeliveryState;
import io.threadline.kpi.core.measure.Dimensions;
import io.threadline.kpi.core.measure.Facts;
import io.threadline.kpi.core.measure.Field;
import io.threadline.kpi.core.measure.Observation;
import io.threadline.kpi.core.measure.Subject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * What is known of the delivery of one message: the first report's time and the state of the
 * highest rank, so that the order of the reports does not matter.
 */
public record DeliveryFact(String channel, Instant reported, DeliveryState state) {

  public DeliveryFact {
    reported = reported.truncatedTo(ChronoUnit.MICROS);
  }

  /** This and one more report. */
  public DeliveryFact with(DeliveryFact report) {
    return new DeliveryFact(
        channel,
        report.reported.isBefore(reported) ? report.reported : reported,
        state.yieldsTo(report.state) ? report.state : state);
  }

  /** What measures are taken of. */
  public Observation observation() {
    Facts.Builder facts = Facts.builder().at(Field.REPORTED, reported);
    switch (state) {
      case DELIVERED, READ -> facts.at(Field.REACHED, reported);
      case FAILED -> facts.at(Field.FAILED, reported);
      case QUEUED, UNCERTAIN, SENT -> {}
    }
    return new Observation(
        Subject.DELIVERY, new Dimensions(channel, Dimensions.NONE, Dimensions.NONE), facts.build());
  }
}
