package io.threadline.platform.address;

import io.threadline.contracts.Channel;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The one spelling of an address on a channel, so that a customer who is written in two ways is one
 * identity. Pure, and used both where messages arrive and where customers are looked up.
 */
public final class Addresses {
  private static final Set<Channel> PHONE =
      Set.of(Channel.SMS, Channel.WHATSAPP, Channel.VOICE, Channel.of("mms"), Channel.of("rcs"));
  private static final Set<String> SCHEMES =
      Set.of("whatsapp", "sms", "smsto", "mailto", "rcs", "voice");

  private Addresses() {}

  /** What became of an address. */
  public sealed interface Result {}

  /**
   * A well-formed address.
   *
   * @param address E.164 for phones, lower-case ASCII domain for email, as given elsewhere
   */
  public record Normalised(String address) implements Result {}

  /**
   * Not an address of that channel.
   *
   * @param reason what is wrong with it, for people
   */
  public record Rejected(String reason) implements Result {}

  /**
   * The one spelling of {@code raw} on {@code channel}.
   *
   * @param region the ISO 3166 region in which a phone number without country code is dialled; null
   *     if unknown: then such a number is rejected, unless its digits are a valid international
   *     number
   */
  public static Result normalise(Channel channel, String raw, @Nullable String region) {
    String address = withoutScheme(raw.strip());
    if (address.isEmpty()) {
      return new Rejected("the address is empty: give one, as " + example(channel));
    }
    if (channel.equals(Channel.EMAIL)) {
      return EmailAddress.normalise(address);
    }
    if (PHONE.contains(channel)) {
      return PhoneNumber.normalise(address, region);
    }
    return new Normalised(address);
  }

  /**
   * What identities are compared by: the normalised address, or, for an address no rule accepts (a
   * short code, a mailbox of a host without a domain), its trimmed text. A message from such a
   * sender is not lost, and is found under the same text again.
   */
  public static String comparable(Channel channel, String raw, @Nullable String region) {
    return switch (normalise(channel, raw, region)) {
      case Normalised normalised -> normalised.address();
      case Rejected _ -> {
        String address = withoutScheme(raw.strip());
        yield channel.equals(Channel.EMAIL) ? EmailAddress.lowerCaseDomain(address) : address;
      }
    };
  }

  /** True if addresses of this channel are phone numbers. */
  public static boolean isPhone(Channel channel) {
    return PHONE.contains(channel);
  }

  /** The ISO 3166 country of a phone number in E.164; empty if the number does not tell. */
  public static Optional<String> country(String e164) {
    return PhoneNumber.country(e164);
  }

  private static String withoutScheme(String address) {
    int colon = address.indexOf(':');
    boolean scheme =
        colon > 0 && SCHEMES.contains(address.substring(0, colon).toLowerCase(Locale.ROOT));
    return scheme ? address.substring(colon + 1).strip() : address;
  }

  private static String example(Channel channel) {
    if (channel.equals(Channel.EMAIL)) {
      return "name@example.com";
    }
    return PHONE.contains(channel) ? "+14155550100" : "the id that the provider gave";
  }
}
