package io.threadline.conversation.details;

import io.threadline.conversation.api.Sent;
import io.threadline.conversation.core.Details;
import io.threadline.conversation.core.FieldDefinition;
import io.threadline.platform.problem.ApiException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A change of what people write on a ticket. What is left out stays.
 *
 * @param complaint false also takes the root cause away
 * @param tags all of them; addTags and removeTags change some
 * @param fields values of custom fields by key; null takes a value away
 * @param clear the names of what is to be empty: category, rootCause, followUpAt
 */
public record DetailsPatch(
    @Nullable String category,
    @Nullable Boolean complaint,
    @Nullable String rootCause,
    @Nullable List<String> tags,
    @Nullable List<String> addTags,
    @Nullable List<String> removeTags,
    @Nullable List<String> participants,
    @Nullable Map<String, @Nullable Object> fields,
    @Nullable Instant followUpAt,
    @Nullable List<String> clear) {

  /** How many tags a ticket has at most. */
  public static final int MAX_TAGS = 30;

  private static final int MAX_PARTICIPANTS = 30;
  private static final List<String> CLEARABLE = List.of("category", "rootCause", "followUpAt");

  /** True if it changes nothing. */
  public boolean isEmpty() {
    return equals(new DetailsPatch(null, null, null, null, null, null, null, null, null, null));
  }

  /**
   * The details after the change.
   *
   * @param definitions the tenant's custom fields
   * @throws ApiException if a value is not valid
   */
  public Details apply(Details before, List<FieldDefinition> definitions) {
    List<String> empty = clear == null ? List.of() : clear;
    empty.stream()
        .filter(name -> !CLEARABLE.contains(name))
        .findFirst()
        .ifPresent(name -> {
          throw ApiException.invalid("clear", name, "send some of " + CLEARABLE);
        });
    boolean complains = complaint == null ? before.complaint() : complaint;
    String cause = text("rootCause", rootCause, before.rootCause(), empty, 200);
    if (rootCause != null && !complains) {
      throw ApiException.invalid("rootCause", rootCause, "mark the ticket as a complaint first");
    }
    return new Details(
        text("category", category, before.category(), empty, 100),
        complains,
        complains ? cause : null,
        tags(before.tags()),
        participants(before.participants()),
        fields(before.fields(), definitions),
        empty.contains("followUpAt") ? null : followUpAt == null ? before.followUpAt() : followUpAt,
        before.snoozedUntil(),
        before.mergedInto());
  }

  private static @Nullable String text(
      String name, @Nullable String sent, @Nullable String before, List<String> empty, int max) {
    if (empty.contains(name)) {
      return null;
    }
    return sent == null ? before : Sent.value(name, sent, max).strip();
  }

  private List<String> tags(List<String> before) {
    List<String> after = new ArrayList<>(tags == null ? before : normal(tags));
    after.addAll(addTags == null ? List.of() : normal(addTags));
    after.removeAll(removeTags == null ? List.of() : normal(removeTags));
    if (after.stream().distinct().count() > MAX_TAGS) {
      throw ApiException.invalid("tags", after.size(), "a ticket has at most " + MAX_TAGS);
    }
    return after;
  }

  private static List<String> normal(List<String> tags) {
    return tags.stream()
        .map(tag -> Sent.value("tags", tag, 64).strip().toLowerCase(Locale.ROOT))
        .toList();
  }

  private List<String> participants(List<String> before) {
    if (participants == null) {
      return before;
    }
    if (participants.size() > MAX_PARTICIPANTS) {
      throw ApiException.invalid(
          "participants", participants.size(), "send at most " + MAX_PARTICIPANTS);
    }
    return participants.stream().map(login -> Sent.value("participants", login, 200)).toList();
  }

  private Map<String, Object> fields(
      Map<String, Object> before, List<FieldDefinition> definitions) {
    if (fields == null) {
      return before;
    }
    Map<String, Object> after = new HashMap<>(before);
    fields.forEach((key, value) -> {
      if (value == null) {
        after.remove(key);
      } else {
        after.put(key, value(key, value, definitions));
      }
    });
    return after;
  }

  private static Object value(String key, Object sent, List<FieldDefinition> definitions) {
    FieldDefinition field =
        definitions.stream()
            .filter(definition -> definition.key().equals(key))
            .findFirst()
            .orElseThrow(() ->
                ApiException.invalid(
                    "fields",
                    key,
                    "there is no such field: see /api/ticket-fields, or add it there"));
    return switch (field.take(sent)) {
      case FieldDefinition.Taken(Object value) -> value;
      case FieldDefinition.Refused(String whatToDo) ->
          throw ApiException.invalid("fields." + key, sent, whatToDo);
    };
  }
}
