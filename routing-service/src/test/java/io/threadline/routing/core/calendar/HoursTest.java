package io.threadline.routing.core.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HoursTest {

  /**
   * Days around a change of the clock: spring, autumn, half an hour, at midnight, a day left out.
   */
  @ParameterizedTest
  @CsvSource({
    "Europe/Berlin, 2026-03-29",
    "Europe/Berlin, 2026-10-25",
    "America/New_York, 2026-11-01",
    "Australia/Lord_Howe, 2026-04-05",
    "America/Sao_Paulo, 2018-11-04",
    "America/Havana, 2026-11-01",
    "Pacific/Apia, 2011-12-30",
    "Asia/Yerevan, 2011-10-30"
  })
  void instantsAreThoseOfSteppingMinuteByMinute(String zone, LocalDate around) {
    long seed = around.toEpochDay();
    Random random = new Random(seed);
    for (int run = 0; run < 12; run++) {
      Hours hours = hours(ZoneId.of(zone), around, random);
      Instant from =
          around
              .minusDays(1 + random.nextInt(2))
              .atTime(random.nextInt(24), random.nextInt(60))
              .atZone(hours.zone())
              .toInstant();
      Duration open = Duration.ofMinutes(1 + random.nextInt(2_000));
      assertThat(hours.isOpen(from)).as("seed %d, %s", seed, hours).isEqualTo(naive(hours, from));
      assertThat(hours.opening(from)).isEqualTo(step(hours, from, true));
      assertThat(hours.closing(from)).isEqualTo(step(hours, from, false));
      assertThat(hours.plus(from, open))
          .as("%s + %s", from, open)
          .isEqualTo(plus(hours, from, open));
    }
  }

  private static Hours hours(ZoneId zone, LocalDate around, Random random) {
    SortedMap<DayOfWeek, List<Interval>> week = new TreeMap<>();
    for (DayOfWeek day : DayOfWeek.values()) {
      List<Interval> intervals = new ArrayList<>();
      int at = random.nextInt(180);
      while (at < Interval.DAY) {
        int end = Math.min(Interval.DAY, at + 1 + random.nextInt(400));
        intervals.add(new Interval(at, end));
        at = end + 1 + random.nextInt(300);
      }
      week.put(day, intervals);
    }
    return new Hours(
        zone,
        week,
        new TreeSet<>(random.nextBoolean() ? List.of(around.plusDays(1)) : List.of()),
        new TreeMap<>());
  }

  private static boolean naive(Hours hours, Instant at) {
    LocalDateTime local = LocalDateTime.ofInstant(at, hours.zone());
    int minute = local.getHour() * 60 + local.getMinute();
    return !hours.closed().contains(local.toLocalDate())
        && hours.week().getOrDefault(local.getDayOfWeek(), List.of()).stream()
            .anyMatch(interval -> interval.from() <= minute && minute < interval.to());
  }

  private static Instant step(Hours hours, Instant from, boolean open) {
    Instant at = from;
    while (naive(hours, at) != open) {
      at = at.plus(1, ChronoUnit.MINUTES);
    }
    return at;
  }

  private static Instant plus(Hours hours, Instant from, Duration open) {
    Instant at = from;
    long left = open.toMinutes();
    while (left > 0) {
      left -= naive(hours, at) ? 1 : 0;
      at = at.plus(1, ChronoUnit.MINUTES);
    }
    return at;
  }
}
