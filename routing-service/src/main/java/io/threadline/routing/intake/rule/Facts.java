package io.threadline.routing.intake.rule;

import io.threadline.contracts.routing.AgentRequested;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * What conditions may ask about: the names of the components are the variables of CEL. Whatever is
 * not known is empty, and every value is cut to the size that the cost of rules is estimated with.
 *
 * @param channel as "email"
 * @param account the address that the customer wrote to
 * @param subject of a mail
 * @param language what routing would go by: of those that agents speak, or the account's
 * @param written the language that the text is in, whether an agent speaks it or not
 * @param queue the queue of the channel account
 * @param priority low, normal, high or urgent
 * @param customer attributes by name
 * @param time since when the customer waits
 */
public record Facts(
    String channel,
    String account,
    String subject,
    String text,
    String language,
    String written,
    String queue,
    String priority,
    Map<String, String> customer,
    Instant time) {

  static final int MAX_TEXT = AgentRequested.MAX_TEXT;

  /** Characters of everything but the text. */
  static final int MAX_VALUE = 300;

  /** Attributes of a customer. */
  static final int MAX_ATTRIBUTES = 32;

  public Facts {
    channel = cut(channel, MAX_VALUE);
    account = cut(account, MAX_VALUE);
    subject = cut(subject, MAX_VALUE);
    text = cut(text, MAX_TEXT);
    queue = cut(queue, MAX_VALUE);
    Map<String, String> attributes = new TreeMap<>();
    customer.entrySet().stream()
        .limit(MAX_ATTRIBUTES)
        .forEach(
            each -> attributes.put(cut(each.getKey(), MAX_VALUE), cut(each.getValue(), MAX_VALUE)));
    customer = attributes;
  }

  /** As variables of CEL. */
  Map<String, Object> variables() {
    return Map.of(
        "channel", channel,
        "account", account,
        "subject", subject,
        "text", text,
        "language", language,
        "written", written,
        "queue", queue,
        "priority", priority,
        "customer", customer,
        "time", time);
  }

  /** Never in the middle of a surrogate pair. */
  private static String cut(String text, int max) {
    if (text.length() <= max) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(max - 1)) ? max - 1 : max;
    return text.substring(0, end);
  }
}
