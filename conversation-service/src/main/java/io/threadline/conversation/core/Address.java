package io.threadline.conversation.core;

import io.threadline.contracts.Channel;
import io.threadline.contracts.conversation.IdentityAttached.Evidence;
import java.util.Comparator;
import java.util.regex.Pattern;

/**
 * A normalised address and the space in which it is unique. Phone numbers (E.164) are one space
 * over all channels that use them: SMS and WhatsApp from one number are one customer. Every other
 * address is unique within its channel.
 *
 * @param space {@code phone}, or the name of the channel
 * @param address as {@code +37411123456} or {@code ann@example.com}
 */
public record Address(String space, String address) implements Comparable<Address> {
  /** The space that all channels with phone numbers share. */
  public static final String PHONE = "phone";

  private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{4,14}");
  private static final Comparator<Address> ORDER =
      Comparator.comparing(Address::address).thenComparing(Address::space);

  /** The address of a sender on a channel; {@code address} is normalised already. */
  public static Address of(Channel channel, String address) {
    String space = E164.matcher(address).matches() ? PHONE : channel.name();
    return new Address(space, Storable.text(address));
  }

  /**
   * How sure we are, when a message arrives, that this is its sender's address: providers vouch for
   * numbers and ids, while the From line of an email is what the sender says.
   */
  public Evidence evidenceOfArrival() {
    return space.equals(Channel.EMAIL.name()) ? Evidence.ATTESTED : Evidence.VERIFIED;
  }

  @Override
  public int compareTo(Address other) {
    return ORDER.compare(this, other);
  }
}
