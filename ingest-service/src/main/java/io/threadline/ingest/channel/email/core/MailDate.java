package io.threadline.ingest.channel.email.core;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The date of a mail (RFC 5322, 3.3 and 4.3): the weekday, seconds and comments may be missing,
 * years have two to four digits, zones may be North American letters. Letters that are unknown are
 * UTC.
 */
public final class MailDate {
  private static final int MAX_LENGTH = 200;
  private static final String MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec";
  private static final Map<String, Integer> ZONE_HOURS =
      Map.of(
          "EDT", -4, "EST", -5, "CDT", -5, "CST", -6, "MDT", -6, "MST", -7, "PDT", -7, "PST", -8);
  private static final Pattern COMMENT = Pattern.compile("\\([^()]*\\)");
  private static final Pattern DATE =
      Pattern.compile(
          "(?:\\p{L}{2,12}\\.?\\s*,?\\s*)?(\\d{1,2})\\s*[ -]\\s*(\\p{L}{3})\\p{L}*\\.?\\s*[ ,-]\\s*(\\d{2,4})\\s*,?\\s+(\\d{1,2})\\s*[:.]\\s*(\\d{2})"
              + "(?:\\s*[:.]\\s*(\\d{2})(?:\\.\\d+)?)?\\s*(?:([+-])\\s*(\\d{2}):?(\\d{2})|([A-Za-z]{1,5}))?.*");

  private MailDate() {}

  /** The instant; null for what is no date. */
  public static @Nullable Instant parse(String header) {
    if (header.isEmpty() || header.length() > MAX_LENGTH) {
      return null;
    }
    Matcher date =
        DATE.matcher(COMMENT.matcher(header).replaceAll(" ").replaceAll("\\s+", " ").strip());
    if (!date.matches()) {
      return null;
    }
    int month = MONTHS.indexOf(date.group(2).toLowerCase(Locale.ROOT));
    if (month < 0 || month % 3 != 0) {
      return null;
    }
    try {
      int second = date.group(6) == null ? 0 : Math.min(59, Integer.parseInt(date.group(6)));
      return LocalDateTime.of(
              year(date.group(3)),
              month / 3 + 1,
              Integer.parseInt(date.group(1)),
              Integer.parseInt(date.group(4)),
              Integer.parseInt(date.group(5)),
              second)
          .toInstant(zone(date));
    } catch (DateTimeException _) {
      // The 31st of February, or 27 o'clock.
      return null;
    }
  }

  /**
   * RFC 5322, 4.3: two digits below 50 are of this century, others and three digits of the last.
   */
  private static int year(String digits) {
    int year = Integer.parseInt(digits);
    if (digits.length() == 4) {
      return year;
    }
    return digits.length() == 2 && year < 50 ? year + 2000 : year + 1900;
  }

  private static ZoneOffset zone(Matcher date) {
    if (date.group(7) != null) {
      int sign = date.group(7).equals("-") ? -1 : 1;
      return ZoneOffset.ofHoursMinutes(
          sign * Integer.parseInt(date.group(8)), sign * Integer.parseInt(date.group(9)));
    }
    String letters = date.group(10) == null ? "" : date.group(10).toUpperCase(Locale.ROOT);
    return ZoneOffset.ofHours(ZONE_HOURS.getOrDefault(letters, 0));
  }
}
