package io.threadline.conversation.attribute;

import io.threadline.contracts.Channel;
import io.threadline.contracts.inbound.MessageReceived;
import io.threadline.contracts.routing.AgentRequested;
import io.threadline.contracts.routing.CustomerAttribute;
import io.threadline.platform.address.Addresses;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a customer, in a version.
 *
 * @param version counts the changes; 0 while nobody has said anything
 */
public record Attributes(SortedMap<String, String> values, long version) {
  /** Nothing is known. */
  public static final Attributes NONE = new Attributes(new TreeMap<>(), 0);

  /** ISO 639, in lower case: the language that the customer wants to be served in. */
  public static final String LANGUAGE = "language";

  /** ISO 3166, two capitals. Where nobody says, that of the phone number that was written from. */
  public static final String COUNTRY = "country";

  /**
   * The request with what is known of its customer beside what it says itself.
   *
   * @param message that the customer wrote; null if the request comes from none
   */
  public AgentRequested addedTo(AgentRequested asked, @Nullable MessageReceived message) {
    SortedMap<String, String> known = new TreeMap<>();
    if (message != null) {
      country(message).ifPresent(country -> known.put(COUNTRY, country));
    }
    known.putAll(values);
    List<CustomerAttribute> own = asked.customerAttributes();
    if (own != null) {
      own.forEach(each -> known.put(each.name(), each.value()));
    }
    return new AgentRequested(
        asked.pool(),
        asked.ticketId(),
        asked.conversationId(),
        asked.customerId(),
        asked.channel(),
        asked.channelAccountId(),
        asked.queueHint(),
        asked.languageHint(),
        asked.priority(),
        asked.text(),
        asked.preferredAgent(),
        asked.reopened(),
        asked.requestedAt(),
        asked.accountAddress(),
        asked.subject(),
        known.entrySet().stream()
            .map(each -> new CustomerAttribute(each.getKey(), each.getValue()))
            .toList());
  }

  private static Optional<String> country(MessageReceived message) {
    Channel channel = message.channel();
    return Addresses.isPhone(channel) ? Addresses.country(message.address()) : Optional.empty();
  }
}
