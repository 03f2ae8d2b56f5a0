package io.threadline.bench.corpus;

import com.fasterxml.jackson.databind.JsonNode;
import io.threadline.contracts.inbound.MessageReceived;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What another parser says of a mail; null where it says nothing, or nothing that can be right.
 *
 * @param source who says so
 * @param text what a reader sees
 */
record MailExpectation(
    String source,
    @Nullable String subject,
    @Nullable String from,
    @Nullable String senderName,
    @Nullable Instant date,
    @Nullable String text) {

  /** What differs; empty if nothing does. */
  Optional<String> disagreement(MessageReceived message) {
    List<String> wrong = new ArrayList<>();
    compare(wrong, "subject", subject, message.subject() == null ? "" : message.subject());
    compare(wrong, "from", lower(from), lower(message.from()));
    compare(wrong, "name", senderName, message.senderName() == null ? "" : message.senderName());
    if (date != null && !date.equals(message.providerTime())) {
      wrong.add("date is %s, not %s".formatted(message.providerTime(), date));
    }
    if (text != null && !contains(message, text)) {
      wrong.add("text is %s, not %s".formatted(Verdict.shown(message.text()), Verdict.shown(text)));
    }
    return wrong.isEmpty()
        ? Optional.empty()
        : Optional.of(source + ": " + String.join(", ", wrong));
  }

  private static @Nullable String lower(@Nullable String text) {
    return text == null ? null : text.toLowerCase(Locale.ROOT);
  }

  private static void compare(
      List<String> wrong, String what, @Nullable String expected, @Nullable String found) {
    if (expected != null
        && found != null
        && !Samples.words(expected).equals(Samples.words(found))) {
      wrong.add("%s is %s, not %s".formatted(what, Verdict.shown(found), Verdict.shown(expected)));
    }
  }

  /** Folding moves history below the text, and a long text ends in the raw payload only. */
  private static boolean contains(MessageReceived message, String expected) {
    String folded = message.quotedText() == null ? "" : message.quotedText();
    String wanted = bare(expected);
    String found = bare(message.text() + folded);
    return found.equals(wanted)
        || bare(folded + message.text()).equals(wanted)
        || found.contains(wanted);
  }

  private static String bare(String text) {
    return text.replaceAll("[\\s\\p{Z}\\p{Cf}>]+", "");
  }

  /** By path below the folder. */
  static Map<String, List<MailExpectation>> oracle(Path data) {
    Map<String, List<MailExpectation>> oracle = new HashMap<>();
    for (JsonNode node : Samples.jsonLines(data.resolve("email-mime/oracle_cpython.jsonl"))) {
      if (node.path("confidence").asText("high").equals("high")) {
        JsonNode from = node.path("from").path(0);
        oracle
            .computeIfAbsent(node.path("path").asText(), _ -> new ArrayList<>())
            .add(
                new MailExpectation(
                    "cpython",
                    clean(node.path("subject")),
                    address(from.path("addr")),
                    from.path("name").asText().isEmpty() ? null : clean(from.path("name")),
                    date(node.path("date").asText()),
                    null));
      }
    }
    return oracle;
  }

  private static @Nullable String address(JsonNode node) {
    String address = clean(node);
    return address != null && address.contains("@") ? address : null;
  }

  /** What a parser could not decode says nothing. */
  private static @Nullable String clean(JsonNode node) {
    String text = node.isTextual() ? node.asText() : null;
    return text == null
            || text.chars()
                .anyMatch(c ->
                    c == 0xFFFD
                        || Character.isSurrogate((char) c)
                            && c >= 0xDC80
                            && c <= 0xDCFF
                            && text.codePoints().anyMatch(p -> p >= 0xD800 && p <= 0xDFFF))
        ? null
        : text;
  }

  private static @Nullable Instant date(String text) {
    try {
      return text.isEmpty() ? null : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException _) {
      // Without a zone: it could be any of many instants.
      return null;
    }
  }

  /** Of the files that lie beside the mail. */
  static List<MailExpectation> beside(Path mail) {
    List<MailExpectation> found = new ArrayList<>();
    String base = mail.toString().replaceFirst("\\.[^./]*$", "");
    Path json = Path.of(base + ".json");
    if (Files.exists(json)) {
      found.add(stalwart(Samples.json(Samples.text(json))));
    }
    Path structure = Path.of(base + "_decoded.xml");
    if (Files.exists(structure)) {
      DecodedStructure.text(structure)
          .ifPresent(
              text -> found.add(new MailExpectation("mime4j", null, null, null, null, text)));
    }
    return found;
  }

  private static MailExpectation stalwart(JsonNode node) {
    String subject = null;
    String from = null;
    Instant date = null;
    for (JsonNode header : node.path("parts").path(0).path("headers")) {
      JsonNode value = header.path("value");
      switch (header.path("name").asText("")) {
        case "subject" -> subject = clean(value.path("Text"));
        case "from" -> from = address(value.path("Address").path("List").path(0).path("address"));
        case "date" -> date = stalwartDate(value.path("DateTime"));
        default -> {}
      }
    }
    return new MailExpectation("stalwart", subject, from, null, date, stalwartText(node));
  }

  private static @Nullable Instant stalwartDate(JsonNode time) {
    if (time.isMissingNode()) {
      return null;
    }
    int sign = time.path("tz_before_gmt").asBoolean() ? -1 : 1;
    return OffsetDateTime.of(
            time.path("year").asInt(),
            time.path("month").asInt(),
            time.path("day").asInt(),
            time.path("hour").asInt(),
            time.path("minute").asInt(),
            time.path("second").asInt(),
            0,
            ZoneOffset.ofHoursMinutes(
                sign * time.path("tz_hour").asInt(), sign * time.path("tz_minute").asInt()))
        .toInstant();
  }

  /** Plain text that is the body; HTML and files have no place in it. */
  private static @Nullable String stalwartText(JsonNode node) {
    StringBuilder text = new StringBuilder();
    for (JsonNode index : node.path("text_body")) {
      JsonNode part = node.path("parts").path(index.asInt());
      JsonNode body = part.path("body");
      boolean broken = part.path("is_encoding_problem").asBoolean();
      if (broken || !body.has("Text") || clean(body.path("Text")) == null) {
        return null;
      }
      text.append(body.path("Text").asText()).append('\n');
    }
    return text.isEmpty() ? null : text.toString();
  }
}
