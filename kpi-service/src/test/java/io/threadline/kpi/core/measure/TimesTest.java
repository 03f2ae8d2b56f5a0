package io.threadline.kpi.core.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class TimesTest {
  @Test
  void bucketsAreThoseOfAnHdrHistogramOfThreeDigits() {
    Histogram histogram = new Histogram(Long.MAX_VALUE / 2, 3);
    Random random = new Random(3);
    for (int i = 0; i < 100_000; i++) {
      long millis = random.nextLong(1L << (1 + random.nextInt(45)));
      assertThat(Times.bucket(millis)).isEqualTo(histogram.lowestEquivalentValue(millis));
    }
  }

  @Test
  void takingAwayWhatWasAddedLeavesWhatWasThere() {
    Random random = new Random(4);
    Map<Long, Integer> first = times(random);
    Map<Long, Integer> second = times(random);
    byte[] one = Times.add(null, first);
    byte[] both = Times.add(one, second);
    Map<Long, Integer> back = new HashMap<>();
    second.forEach((millis, count) -> back.put(millis, -count));
    assertThat(Times.add(both, back)).isEqualTo(one);
  }

  @Test
  void refusesToHoldLessThanNothing() {
    assertThatThrownBy(() -> Times.add(null, Map.of(5L, -1)))
        .hasMessageContaining("bucket 5 ms would hold -1 times");
  }

  private static Map<Long, Integer> times(Random random) {
    Map<Long, Integer> times = new HashMap<>();
    for (int i = 0; i < 200; i++) {
      times.merge(random.nextLong(1L << (1 + random.nextInt(40))), 1, Integer::sum);
    }
    return times;
  }
}
