package io.threadline.conversation.likeness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Files of people in which it is known who is who: comma separated with a header line, in the
 * columns of febrl (rec_id names the person) or of splink (cluster does).
 */
final class LabelledPeople {
  private LabelledPeople() {}

  /**
   * A record.
   *
   * @param who the same for all records of one person
   */
  record Labelled(String who, Person person) {}

  /** Two records that share a blocking key. */
  record Pair(Labelled one, Labelled other) {
    boolean isOne() {
      return one.who().equals(other.who());
    }
  }

  static List<Labelled> read(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
    List<String> header = fields(lines.getFirst());
    return lines.stream()
        .skip(1)
        .filter(line -> !line.isBlank())
        .map(line -> labelled(row(header, fields(line))))
        .toList();
  }

  private static List<String> fields(String line) {
    List<String> fields = new ArrayList<>();
    for (String field : line.split(",", -1)) {
      fields.add(field.strip());
    }
    return fields;
  }

  private static Map<String, String> row(List<String> header, List<String> fields) {
    Map<String, String> row = new HashMap<>();
    for (int i = 0; i < header.size() && i < fields.size(); i++) {
      row.put(header.get(i), fields.get(i));
    }
    return row;
  }

  private static Labelled labelled(Map<String, String> row) {
    String record = row.get("rec_id");
    String who = record == null ? row.getOrDefault("cluster", "") : record.split("-", -1)[1];
    Person person =
        new Person()
            .with(Trait.NAME, name(row))
            .with(Trait.BIRTH_DATE, row.getOrDefault("date_of_birth", row.get("dob")))
            .with(Trait.EMAIL, row.get("email"))
            .with(Trait.DOCUMENT, row.get("soc_sec_id"))
            .with(Trait.STREET, street(row))
            .with(Trait.LOCALITY, row.getOrDefault("suburb", row.get("city")))
            .with(Trait.POSTCODE, row.get("postcode"))
            .with(Trait.REGION, row.get("state"));
    return new Labelled(who, person);
  }

  /** Each field is one name: blanks within it are slips. */
  private static String name(Map<String, String> row) {
    String given = row.getOrDefault("given_name", row.getOrDefault("first_name", ""));
    return given.replace(" ", "") + ' ' + row.getOrDefault("surname", "").replace(" ", "");
  }

  private static String street(Map<String, String> row) {
    return String.join(
        " ",
        row.getOrDefault("address_1", ""),
        row.getOrDefault("address_2", ""),
        row.getOrDefault("street_number", ""));
  }

  /** How many pairs of records are one person. */
  static long doubles(List<Labelled> people) {
    return people.stream()
        .collect(Collectors.groupingBy(Labelled::who, Collectors.counting()))
        .values()
        .stream()
        .mapToLong(records -> records * (records - 1) / 2)
        .sum();
  }

  /** All pairs of records that share a blocking key. */
  static List<Pair> sharingAKey(List<Labelled> people) {
    Map<String, List<Integer>> blocks = new HashMap<>();
    for (int i = 0; i < people.size(); i++) {
      for (String key : BlockingKeys.of(people.get(i).person())) {
        blocks.computeIfAbsent(key, _ -> new ArrayList<>()).add(i);
      }
    }
    Set<Long> seen = new HashSet<>();
    List<Pair> pairs = new ArrayList<>();
    for (List<Integer> block : blocks.values()) {
      for (int one : block) {
        for (int other : block) {
          if (one < other && seen.add((long) one << 32 | other)) {
            pairs.add(new Pair(people.get(one), people.get(other)));
          }
        }
      }
    }
    return pairs;
  }
}
