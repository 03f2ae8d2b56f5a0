package io.threadline.conversation.core;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What people write on a ticket.
 *
 * @param category what it is about, as {@code billing/refund}
 * @param rootCause why a complaint came to be
 * @param tags lower case, sorted
 * @param participants colleagues who follow it, by login name, sorted
 * @param fields values of custom fields by key: texts, numbers, booleans
 * @param followUpAt when somebody wants to look at it again
 * @param snoozedUntil until when it is out of sight
 * @param mergedInto the ticket that it became part of
 */
public record Details(
    @Nullable String category,
    boolean complaint,
    @Nullable String rootCause,
    List<String> tags,
    List<String> participants,
    Map<String, Object> fields,
    @Nullable Instant followUpAt,
    @Nullable Instant snoozedUntil,
    @Nullable UUID mergedInto) {

  public Details {
    tags = tags.stream().distinct().sorted().toList();
    participants = participants.stream().distinct().sorted().toList();
    fields = Collections.unmodifiableMap(new TreeMap<>(fields));
  }

  /** Nothing written yet. */
  public static final Details NONE =
      new Details(null, false, null, List.of(), List.of(), Map.of(), null, null, null);

  /** This with another time to come back. */
  public Details snoozed(@Nullable Instant until) {
    return new Details(
        category, complaint, rootCause, tags, participants, fields, followUpAt, until, mergedInto);
  }

  /** This as part of another ticket. */
  public Details mergedInto(UUID other) {
    return new Details(
        category, complaint, rootCause, tags, participants, fields, null, null, other);
  }

  /** This with one more colleague who follows it. */
  public Details joinedBy(List<String> agents) {
    List<String> all = new ArrayList<>(participants);
    all.addAll(agents);
    return new Details(
        category, complaint, rootCause, tags, all, fields, followUpAt, snoozedUntil, mergedInto);
  }

  /** What lists can ask for, as {@code tag:vip} or {@code field:plan=gold}. */
  public List<String> terms() {
    List<String> terms = new ArrayList<>();
    tags.forEach(tag -> terms.add("tag:" + tag));
    participants.forEach(agent -> terms.add("participant:" + agent));
    fields.forEach((key, value) -> terms.add(fieldTerm(key, value)));
    if (category != null) {
      terms.add("category:" + category);
    }
    if (complaint) {
      terms.add("complaint");
    }
    return terms;
  }

  /** The term of a custom field's value; long texts are found by their beginning. */
  public static String fieldTerm(String key, Object value) {
    return Storable.cut("field:" + key + '=' + value, 200);
  }
}
