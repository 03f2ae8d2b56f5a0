package io.threadline.kpi.core.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.threadline.kpi.core.measure.Field;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a story says, one story a line; the number before a moment is the second it happens in. */
class TicketFactTest {
  private static final Instant ZERO = Instant.parse("2026-01-01T00:00:00Z");

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          answered at once            | 0 opened, 0 customer_wrote, 9 agent_wrote               | FIRST_REPLIED=9
          a bot does not answer       | 0 opened, 0 customer_wrote, 5 bot_wrote                 | FIRST_REPLIED=
          a bot first, then a human   | 0 opened, 0 customer_wrote, 5 bot_wrote, 9 agent_wrote  | FIRST_REPLIED=9
          an agent opened it          | 0 opened, 0 agent_wrote, 50 agent_wrote                 | FIRST_REPLIED=50
          an agent opened it, no more | 0 opened, 0 agent_wrote, 5 customer_wrote               | FIRST_REPLIED=
          solved                      | 0 opened, 60 resolved                                   | FIRST_RESOLVED=60 RESOLVED=60 REOPENED=
          solved and reopened         | 0 opened, 60 resolved, 70 reopened                      | FIRST_RESOLVED=60 RESOLVED= REOPENED=70
          solved twice                | 0 opened, 60 resolved, 70 reopened, 99 resolved         | FIRST_RESOLVED=60 RESOLVED=99 REOPENED=70
          late news of the first time | 0 opened, 99 resolved, 70 reopened, 60 resolved         | FIRST_RESOLVED=60 RESOLVED=99 REOPENED=70
          spam                        | 0 opened, 5 spam                                        | SPAM=5
          no spam after all           | 0 opened, 5 spam, 8 not_spam                            | SPAM=
          left                        | 0 opened, 1 queued, 9 abandoned                         | ABANDONED=9 ANSWERED=
          left and came back          | 0 opened, 9 abandoned, 20 reopened                      | ABANDONED=
          rated twice, latest counts  | 0 opened, 9 rated:2, 20 rated:5                         | RATED=20 SCORE=5
          the latest came first       | 0 opened, 20 rated:5, 9 rated:2                         | RATED=20 SCORE=5
          waits since before queueing | 0 opened, 3 queued:1, 9 assigned:1                      | QUEUED=1 ANSWERED=9
          a requeue keeps the wait    | 0 opened, 3 queued:1, 30 queued:1, 40 assigned:1        | QUEUED=1 ANSWERED=40
          """)
  void story(String name, String told, String expected) {
    TicketFact fact = TicketFact.of(Story.of(moments(told)));
    String is =
        Stream.of(expected.split(" "))
            .map(pair -> Field.valueOf(pair.substring(0, pair.indexOf('='))))
            .map(field -> field + "=" + value(fact, field))
            .collect(Collectors.joining(" "));
    assertThat(is).as(name).isEqualTo(expected);
  }

  private static String value(TicketFact fact, Field field) {
    if (!fact.facts().has(field)) {
      return "";
    }
    long value = fact.facts().value(field);
    return String.valueOf(field.isInstant() ? value / 1_000_000 - ZERO.getEpochSecond() : value);
  }

  private static List<Moment> moments(String told) {
    List<Moment> moments = new ArrayList<>();
    for (String part : told.split(", ")) {
      String[] words = part.trim().split("[ :]");
      Instant at = ZERO.plusSeconds(Long.parseLong(words[0]));
      Kind kind = Kind.valueOf(words[1].toUpperCase(Locale.ROOT));
      @Nullable Instant since =
          switch (kind) {
            case QUEUED, ASSIGNED ->
                words.length > 2 ? ZERO.plusSeconds(Long.parseLong(words[2])) : at;
            default -> null;
          };
      int score = kind == Kind.RATED ? Integer.parseInt(words[2]) : 0;
      moments.add(
          new Moment(
              new UUID(0x7000, moments.size()),
              at,
              kind,
              null,
              null,
              null,
              null,
              since,
              score,
              null));
    }
    return moments;
  }
}
