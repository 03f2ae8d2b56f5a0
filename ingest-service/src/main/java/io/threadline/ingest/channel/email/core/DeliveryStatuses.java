package io.threadline.ingest.channel.email.core;

import io.threadline.ingest.channel.email.core.MailReport.Failure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The recipients of a {@code message/delivery-status} (RFC 3464) who did not get the mail. */
final class DeliveryStatuses {
  private static final Set<String> ARRIVED = Set.of("delivered", "relayed", "expanded");
  private static final int MAX_RECIPIENTS = 500;
  private static final Pattern STATUS =
      Pattern.compile("(?<![\\d.])([245]\\.\\d{1,3}\\.\\d{1,3})(?![\\d.])");
  private static final Pattern REPLY = Pattern.compile("(?<![\\d.])([45]\\d\\d)(?=[ \\-#]|$)");

  private DeliveryStatuses() {}

  /**
   * The failures.
   *
   * @param explanation what the report says to people, for reasons that the fields do not give
   */
  static List<Failure> failures(String report, String explanation) {
    Map<String, Failure> failures = new LinkedHashMap<>();
    String pending = "";
    for (Fields group : perRecipient(report)) {
      String recipient = recipient(group);
      // Some servers put a blank line between the recipient and what became of it.
      if (recipient.isEmpty() && !pending.isEmpty() && tells(group)) {
        recipient = pending;
      }
      pending = recipient.isEmpty() || tells(group) ? "" : recipient;
      boolean arrived = ARRIVED.contains(word(group.first("action").orElse("")));
      if (!recipient.isEmpty() && tells(group) && !arrived && failures.size() < MAX_RECIPIENTS) {
        failures.putIfAbsent(
            recipient.toLowerCase(Locale.ROOT), failure(recipient, group, explanation));
      }
    }
    return new ArrayList<>(failures.values());
  }

  /** The groups, one per recipient where a server forgot the blank line between two. */
  private static List<Fields> perRecipient(String report) {
    List<Fields> groups = new ArrayList<>();
    for (Fields group : Fields.groups(report)) {
      List<Fields.Field> lines = new ArrayList<>();
      boolean named = false;
      for (Fields.Field field : group.lines()) {
        boolean name = field.name().equals("final-recipient");
        if (name && named) {
          groups.add(new Fields(List.copyOf(lines)));
          lines.clear();
        }
        named |= name;
        lines.add(field);
      }
      groups.add(new Fields(lines));
    }
    return groups;
  }

  private static boolean tells(Fields group) {
    return group.first("action").isPresent()
        || group.first("status").isPresent()
        || group.first("diagnostic-code").isPresent();
  }

  private static Failure failure(String recipient, Fields group, String explanation) {
    String diagnostic = String.join(" ", group.all("diagnostic-code"));
    String status = status(group.first("status").orElse(""), diagnostic);
    boolean delayed = word(group.first("action").orElse("")).equals("delayed");
    BounceReason reason = BounceReason.of(diagnostic, explanation, status);
    return new Failure(recipient, status, replyCode(diagnostic), reason, delayed);
  }

  /** The status field, unless a text gives a narrower one: x.0.0 says nothing. */
  static @Nullable String status(String field, String text) {
    Matcher given = STATUS.matcher(field);
    String status = given.find() ? given.group(1) : null;
    if (status != null && !status.endsWith(".0.0")) {
      return status;
    }
    Matcher said = STATUS.matcher(text);
    return said.find() && !said.group(1).startsWith("2") ? said.group(1) : status;
  }

  static @Nullable String replyCode(String text) {
    Matcher reply = REPLY.matcher(text);
    return reply.find() ? reply.group(1) : null;
  }

  private static String recipient(Fields group) {
    for (String name : List.of("original-recipient", "final-recipient", "x-actual-recipient")) {
      String address = Recipient.in(group.first(name).orElse(""));
      if (!address.isEmpty()) {
        return address;
      }
    }
    return group.first("final-recipient").map(Recipient::withoutType).orElse("");
  }

  private static String word(String value) {
    String text = value.strip().toLowerCase(Locale.ROOT);
    int end = 0;
    while (end < text.length() && Character.isLetter(text.charAt(end))) {
      end++;
    }
    return text.substring(0, end);
  }

  /** Addresses in fields and lines. */
  static final class Recipient {
    private static final Pattern ADDRESS =
        Pattern.compile("[^\\s<>()\\[\\],;:\"'@`]{1,256}@[^\\s<>()\\[\\],;:\"'@*`]{1,253}");

    private Recipient() {}

    /** The first address in a text, as {@code rfc822; a@b.c}; empty text if there is none. */
    static String in(String text) {
      Matcher address = ADDRESS.matcher(text);
      return address.find() ? address.group().replaceAll("[.]+$", "") : "";
    }

    static String withoutType(String value) {
      return value.substring(value.indexOf(';') + 1).strip();
    }
  }
}
