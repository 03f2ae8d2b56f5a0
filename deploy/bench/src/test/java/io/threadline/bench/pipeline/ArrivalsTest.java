package io.threadline.bench.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.threadline.bench.load.OpenLoop.Schedule;
import java.util.stream.DoubleStream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class ArrivalsTest {

  private static final long MILLI = 1_000_000;

  @Test
  void latencyCountsFromTheTimeAMessageWasDueAndWarmUpDoesNotCount() {
    Arrivals arrivals = new Arrivals(3, 1);
    arrivals.started(new Schedule(0, 10));
    arrivals.saw(0, 900 * MILLI);
    arrivals.saw(1, 105 * MILLI);
    arrivals.saw(2, 250 * MILLI);
    Histogram latencies = arrivals.latencies();
    assertThat(latencies.getTotalCount()).isEqualTo(2);
    assertThat(latencies.getMinValue()).isBetween(4_990L, 5_010L);
    assertThat(latencies.getMaxValue()).isBetween(49_900L, 50_100L);
  }

  @Test
  void onlyTheFirstSightOfAMessageCounts() {
    Arrivals arrivals = new Arrivals(1, 0);
    arrivals.started(new Schedule(0, 1));
    arrivals.saw(0, 5 * MILLI);
    arrivals.saw(0, 500 * MILLI);
    arrivals.saw(7, 500 * MILLI);
    arrivals.await(() -> {});
    assertThat(arrivals.latencies().getMaxValue()).isBetween(4_990L, 5_010L);
  }

  @Test
  void theMedianIsTheMiddle() {
    assertThat(Median.of(DoubleStream.of(9, 1, 5))).isEqualTo(5);
    assertThat(Median.of(DoubleStream.of(9, 1, 5, 6))).isEqualTo(5.5);
  }
}
