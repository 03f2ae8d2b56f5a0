package io.threadline.ingest.channel.email.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Groups of {@code Name: value} lines (RFC 822), as reports have them.
 *
 * @param lines in order, unfolded
 */
record Fields(List<Field> lines) {
  private static final int MAX_LINES = 5_000;
  private static final Pattern FIELD = Pattern.compile("[!-9;-~]{1,80}[ \\t]*:.*", Pattern.DOTALL);

  /** One line; the name in lower case. */
  record Field(String name, String value) {}

  /** The groups of a text, which blank lines part; lines that are no fields are left out. */
  static List<Fields> groups(String text) {
    List<Fields> groups = new ArrayList<>();
    List<Field> group = new ArrayList<>();
    for (String line : text.lines().limit(MAX_LINES).toList()) {
      if (line.isBlank()) {
        end(groups, group);
        group = new ArrayList<>();
      } else if ((line.startsWith(" ") || line.startsWith("\t")) && !group.isEmpty()) {
        Field last = group.removeLast();
        group.add(new Field(last.name(), last.value() + ' ' + line.strip()));
      } else if (FIELD.matcher(line).matches()) {
        int colon = line.indexOf(':');
        String name = line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
        group.add(new Field(name, line.substring(colon + 1).strip()));
      }
    }
    end(groups, group);
    return groups;
  }

  private static void end(List<Fields> groups, List<Field> group) {
    if (!group.isEmpty()) {
      groups.add(new Fields(List.copyOf(group)));
    }
  }

  /** The first value of that name, empty text if it is there without one. */
  Optional<String> first(String name) {
    return lines.stream().filter(f -> f.name().equals(name)).map(Field::value).findFirst();
  }

  /** All values of that name. */
  List<String> all(String name) {
    return lines.stream().filter(f -> f.name().equals(name)).map(Field::value).toList();
  }
}
