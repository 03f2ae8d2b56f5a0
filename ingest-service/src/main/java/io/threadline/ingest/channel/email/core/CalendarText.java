package io.threadline.ingest.channel.email.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What an invitation says (RFC 5545), for mails that say nothing else. */
public final class CalendarText {
  private static final int MAX_LINES = 2_000;

  private CalendarText() {}

  /** Summary, times and place of the first event, a line each; empty text if there is none. */
  public static String of(String calendar) {
    List<String> lines = new ArrayList<>();
    boolean event = false;
    String unfolded = calendar.replaceAll("\\r?\\n[ \\t]", "");
    for (String line : unfolded.lines().limit(MAX_LINES).toList()) {
      int colon = line.indexOf(':');
      if (colon <= 0) {
        continue;
      }
      String value = text(line.substring(colon + 1));
      switch (line.substring(0, colon).split(";", 2)[0].toUpperCase(Locale.ROOT)) {
        case "BEGIN" -> event |= value.equalsIgnoreCase("VEVENT");
        case "END" -> {
          if (value.equalsIgnoreCase("VEVENT")) {
            return String.join("\n", lines);
          }
        }
        case "SUMMARY" -> add(lines, event, 0, value);
        case "DTSTART" -> add(lines, event, lines.size(), "from " + time(value));
        case "DTEND" -> add(lines, event, lines.size(), "to " + time(value));
        case "LOCATION", "DESCRIPTION" -> add(lines, event, lines.size(), value);
        default -> {}
      }
    }
    return String.join("\n", lines);
  }

  private static void add(List<String> lines, boolean event, int at, String text) {
    if (event && !text.isBlank()) {
      lines.add(at, text);
    }
  }

  private static String text(String value) {
    return value.strip().replace("\\n", "\n").replace("\\N", "\n").replaceAll("\\\\(.)", "$1");
  }

  /** 20260301T100000Z as 2026-03-01 10:00 UTC. */
  private static String time(String value) {
    return value.matches("\\d{8}(T\\d{6}Z?)?")
        ? value
            .replaceFirst("^(\\d{4})(\\d\\d)(\\d\\d)", "$1-$2-$3")
            .replaceFirst("T(\\d\\d)(\\d\\d)\\d\\d", " $1:$2")
            .replaceFirst("Z$", " UTC")
        : value;
  }
}
