package io.threadline.kpi.api;

import io.threadline.kpi.core.measure.Catalogue;
import io.threadline.kpi.core.measure.Kpi;
import io.threadline.kpi.core.window.Granularity;
import io.threadline.kpi.core.window.Period;
import io.threadline.kpi.report.Question;
import io.threadline.kpi.report.Question.Dimension;
import io.threadline.kpi.report.Question.Filter;
import io.threadline.platform.problem.ApiException;
import io.threadline.platform.problem.ErrorCode;
import jakarta.ws.rs.QueryParam;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The query parameters of a report, and what is wrong with them. */
public final class Asked {
  private static final Duration DEFAULT_RANGE = Duration.ofDays(7);

  /** Longer than any history; keeps sums of dates within what PostgreSQL can hold. */
  private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");

  private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

  @QueryParam("from")
  @Nullable String from;

  @QueryParam("to")
  @Nullable String to;

  @QueryParam("granularity")
  @Nullable String granularity;

  @QueryParam("by")
  @Nullable String by;

  @QueryParam("zone")
  @Nullable String zone;

  @QueryParam("channel")
  @Nullable String channel;

  @QueryParam("queue")
  @Nullable String queue;

  @QueryParam("agent")
  @Nullable String agent;

  /**
   * The question, with defaults for what is not said: the 7 days up to now, by day.
   *
   * @throws ApiException naming the value that is wrong and what to send instead
   */
  Question question(Catalogue catalogue, String key, String defaultZone, Instant now) {
    Kpi kpi = kpi(catalogue, key);
    String zoneText = given(zone);
    ZoneId in = zone(zoneText == null ? defaultZone : zoneText);
    String toText = given(to);
    String fromText = given(from);
    Instant end = toText == null ? now : instant("to", toText, in);
    Instant start = fromText == null ? end.minus(DEFAULT_RANGE) : instant("from", fromText, in);
    if (!start.isBefore(end)) {
      throw ApiException.invalid(
          "from", fromText == null ? start : fromText, "it must be before to, which is " + end);
    }
    String granularityText = given(granularity);
    String byText = given(by);
    return new Question(
        kpi,
        Period.around(start, end),
        granularityText == null
            ? Granularity.DAY
            : choice("granularity", granularityText, Granularity.values()),
        in,
        byText == null ? null : choice("by", byText, Dimension.values()),
        new Filter(given(channel), given(queue), given(agent)));
  }

  /** The KPI of that key. */
  static Kpi kpi(Catalogue catalogue, String key) {
    Supplier<ApiException> unknown =
        () ->
            new ApiException(
                    ErrorCode.NOT_FOUND,
                    "there is no KPI '"
                        + key
                        + "': there are "
                        + catalogue.kpis().stream().map(Kpi::key).collect(Collectors.joining(", ")))
                .with("choices", catalogue.kpis().stream().map(Kpi::key).toList());
    return catalogue.kpi(key).orElseThrow(unknown);
  }

  private static Instant instant(String field, String text, ZoneId zone) {
    Instant instant;
    try {
      instant =
          text.length() == 10
              ? LocalDate.parse(text).atStartOfDay(zone).toInstant()
              : OffsetDateTime.parse(text.replace(' ', '+')).toInstant();
    } catch (DateTimeParseException e) {
      throw ApiException.invalid(
          field, text, "send an instant as 2026-03-01T00:00:00Z or a date as 2026-03-01");
    }
    if (instant.isBefore(EARLIEST) || instant.isAfter(LATEST)) {
      throw ApiException.invalid(field, text, "send a time between the years 2000 and 2200");
    }
    return instant;
  }

  private static ZoneId zone(String text) {
    try {
      ZoneId zone = ZoneId.of(text);
      // Fixed offsets have the opposite sign in PostgreSQL's reading; regions mean the same to
      // both.
      if (zone.getId().equals("Z") || zone.getId().equals("UTC")) {
        return ZoneId.of("UTC");
      }
      if (ZoneId.getAvailableZoneIds().contains(zone.getId()) && zone.getId().contains("/")) {
        return zone;
      }
    } catch (DateTimeException e) {
      throw refusedZone(text);
    }
    throw refusedZone(text);
  }

  private static ApiException refusedZone(String text) {
    return ApiException.invalid(
        "zone", text, "send UTC or a region of the IANA database, as Europe/Madrid");
  }

  private static <E extends Enum<E>> E choice(String field, String text, E[] choices) {
    String names =
        Arrays.stream(choices)
            .map(choice -> choice.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(", "));
    return Arrays.stream(choices)
        .filter(choice -> choice.name().toLowerCase(Locale.ROOT).equals(text))
        .findFirst()
        .orElseThrow(() -> ApiException.invalid(field, text, "send one of " + names));
  }

  private static @Nullable String given(@Nullable String text) {
    return text == null || text.isBlank() ? null : text;
  }
}
