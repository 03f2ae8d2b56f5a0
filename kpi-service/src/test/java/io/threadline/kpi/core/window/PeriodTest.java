package io.threadline.kpi.core.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calendars of zones; each line is a range and the starts of its periods, all in UTC. */
class PeriodTest {

  @ParameterizedTest(name = "{0} in {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          DAY   | UTC                 | 2026-03-01T00:00 | 2026-03-03T00:00 | 03-01T00:00 03-02T00:00
          DAY   | UTC                 | 2026-03-01T10:15 | 2026-03-02T10:15 | 03-01T10:15 03-02T00:00
          DAY   | Europe/Madrid       | 2026-03-27T23:00 | 2026-03-30T22:00 | 03-27T23:00 03-28T23:00 03-29T22:00
          HOUR  | Europe/Madrid       | 2026-10-25T00:00 | 2026-10-25T03:00 | 10-25T00:00 10-25T01:00 10-25T02:00
          DAY   | Asia/Kathmandu      | 2026-03-01T18:15 | 2026-03-03T18:15 | 03-01T18:15 03-02T18:15
          HOUR  | Asia/Kathmandu      | 2026-03-01T00:00 | 2026-03-01T01:30 | 03-01T00:00 03-01T00:15 03-01T01:15
          WEEK  | UTC                 | 2026-03-04T00:00 | 2026-03-17T00:00 | 03-04T00:00 03-09T00:00 03-16T00:00
          MONTH | America/New_York    | 2026-02-01T05:00 | 2026-04-01T04:00 | 02-01T05:00 03-01T05:00
          """)
  void split(Granularity granularity, String zone, String from, String to, String starts) {
    Period period = Period.around(Instant.parse(from + ":00Z"), Instant.parse(to + ":00Z"));
    String is =
        period.split(granularity, ZoneId.of(zone), 100).stream()
            .map(part -> part.start().toString().substring(5, 16))
            .collect(Collectors.joining(" "));
    assertThat(is).isEqualTo(starts);
  }
}
