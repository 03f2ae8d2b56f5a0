package io.threadline.platform.address;

import io.threadline.platform.address.Addresses.Normalised;
import io.threadline.platform.address.Addresses.Rejected;
import io.threadline.platform.address.Addresses.Result;
import java.net.IDN;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Email addresses as the world's mail servers take them: a dot-atom, an {@code @} and a domain name
 * with a top level. The domain is lower-cased and in ASCII (IDNA); the local part is left alone,
 * since only its own server knows whether its case matters (RFC 5321, 2.4).
 */
final class EmailAddress {
  /** RFC 3696 errata 1690 gives 254; 320 is what 64 + 1 + 255 allow, and what is seen. */
  private static final int MAX_LENGTH = 320;

  private static final int MAX_DOMAIN = 253;
  private static final Pattern LOCAL =
      Pattern.compile("[a-zA-Z0-9!#$%&'*+/=?^_`{|}~-]+(\\.?[a-zA-Z0-9!#$%&'*+/=?^_`{|}~-]+)*+\\.?");
  private static final Pattern LABEL =
      Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?", Pattern.CASE_INSENSITIVE);
  private static final Pattern TOP_LEVEL = Pattern.compile("[a-z]{2,63}|xn--[a-z0-9-]{2,59}");

  private EmailAddress() {}

  static Result normalise(String address) {
    int at = address.lastIndexOf('@');
    if (at <= 0 || address.length() > MAX_LENGTH) {
      return rejected(address, "it is no name@domain of at most " + MAX_LENGTH + " characters");
    }
    String local = address.substring(0, at);
    if (local.length() > 256 || !LOCAL.matcher(local).matches()) {
      return rejected(address, "the part before @ has characters that mail servers refuse");
    }
    String domain = asciiDomain(address.substring(at + 1));
    return domain == null
        ? rejected(address, "the part after @ is no domain name with a top level")
        : new Normalised(local + '@' + domain);
  }

  /** The address with its domain in lower case, whatever else is wrong with it. */
  static String lowerCaseDomain(String address) {
    int at = address.lastIndexOf('@');
    return at < 0
        ? address
        : address.substring(0, at) + address.substring(at).toLowerCase(Locale.ROOT);
  }

  private static @Nullable String asciiDomain(String domain) {
    String ascii;
    try {
      ascii = IDN.toASCII(domain).toLowerCase(Locale.ROOT);
    } catch (IllegalArgumentException _) {
      return null;
    }
    String[] labels = ascii.split("\\.", -1);
    if (labels.length < 2
        || ascii.length() > MAX_DOMAIN
        || !TOP_LEVEL.matcher(labels[labels.length - 1]).matches()) {
      return null;
    }
    for (String label : labels) {
      // A label that claims to be Punycode and decodes to itself is none.
      boolean punycode = !label.startsWith("xn--") || !IDN.toUnicode(label).equals(label);
      if (!LABEL.matcher(label).matches() || !punycode) {
        return null;
      }
    }
    return ascii;
  }

  private static Rejected rejected(String address, String why) {
    return new Rejected(
        "'%s' is not an email address: %s; write it as name@example.com"
            .formatted(PhoneNumber.shortened(address), why));
  }
}
