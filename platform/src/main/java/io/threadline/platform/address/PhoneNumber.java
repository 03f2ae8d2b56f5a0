package io.threadline.platform.address;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber;
import io.threadline.platform.address.Addresses.Normalised;
import io.threadline.platform.address.Addresses.Rejected;
import io.threadline.platform.address.Addresses.Result;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Phone numbers in E.164 (libphonenumber), and in one spelling where a country or WhatsApp has two
 * for one subscriber.
 *
 * <p>Numbers need not be valid by the metadata of the day: numbering plans grow, and providers'
 * test numbers are in no plan.
 */
public final class PhoneNumber {
  private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();
  private static final Pattern DIGITS = Pattern.compile("\\d{7,15}");

  /**
   * The same people write again and again, and parsing a number costs more than all else of it. It
   * is tended by whoever fills it: handing that to another thread costs more than doing it.
   */
  private static final Cache<Written, Result> NORMALISED =
      Caffeine.newBuilder().maximumSize(20_000).executor(Runnable::run).build();

  private static final String UNKNOWN_REGION = "ZZ";
  private static final int NORTH_AMERICAN_LENGTH = "+14155550100".length();

  private PhoneNumber() {}

  /** E.164 exactly as libphonenumber reads it, without the rules for two spellings. */
  public static Result e164(String raw, @Nullable String region) {
    try {
      return new Normalised(format(parse(raw, region)));
    } catch (NumberParseException e) {
      return rejected(raw, region, e);
    }
  }

  static Optional<String> country(String e164) {
    try {
      String region = NUMBERS.getRegionCodeForNumber(parse(e164, null));
      // Numbers of no country, as those of satellites, have three digits in its place.
      return Optional.ofNullable(region).filter(code -> Character.isLetter(code.charAt(0)));
    } catch (NumberParseException _) {
      return Optional.empty();
    }
  }

  static Result normalise(String raw, @Nullable String region) {
    return isNorthAmerican(raw)
        ? new Normalised(raw)
        : NORMALISED.get(new Written(raw, region), Written::normalised);
  }

  /**
   * True for {@code +1} and ten digits of which the first is 2 to 9: E.164 as it stands, since the
   * only prefix that could be taken off in North America is another 1. Most text messages come from
   * there, and parsing one number costs as much as signing and reading the whole message.
   */
  private static boolean isNorthAmerican(String raw) {
    if (raw.length() != NORTH_AMERICAN_LENGTH || !raw.startsWith("+1") || raw.charAt(2) < '2') {
      return false;
    }
    for (int i = 2; i < NORTH_AMERICAN_LENGTH; i++) {
      if (raw.charAt(i) < '0' || raw.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  /** A number as somebody wrote it, somewhere. */
  private record Written(String raw, @Nullable String region) {
    Result normalised() {
      return parsed(raw, region);
    }
  }

  private static Result parsed(String raw, @Nullable String region) {
    String international = raw.startsWith("00") && region == null ? '+' + raw.substring(2) : raw;
    try {
      return new Normalised(oneSpelling(format(parse(international, region))));
    } catch (NumberParseException e) {
      // WhatsApp ids, and a plus sign that a URL decoder turned into a blank: digits alone.
      if (DIGITS.matcher(raw).matches() && !raw.startsWith("0")) {
        return international('+' + raw, rejected(raw, region, e));
      }
      return rejected(raw, region, e);
    }
  }

  private static Result international(String raw, Result otherwise) {
    try {
      String address = oneSpelling(format(parse(raw, null)));
      return NUMBERS.isPossibleNumber(parse(address, null)) ? new Normalised(address) : otherwise;
    } catch (NumberParseException _) {
      return otherwise;
    }
  }

  /**
   * One spelling of numbers that reach one subscriber under two.
   *
   * <ul>
   *   <li>Argentina: a mobile has a 9 after the country code when called from abroad, and none in
   *       some caller ids; both name one subscriber, since fixed and mobile numbers share one plan
   *       of ten digits. We keep the 9.
   *   <li>Brazil: mobiles have had a ninth digit, a leading 9, since 2016; WhatsApp ids of older
   *       accounts lack it. Fixed numbers start with 2 to 5. We add the 9.
   *   <li>Mexico: the 1 after the country code was dropped in 2019; WhatsApp ids kept it.
   *   <li>Benin: numbers got a leading 01 in 2024; ids of older accounts lack it.
   * </ul>
   */
  private static String oneSpelling(String e164) {
    int length = e164.length();
    if (e164.startsWith("+54") && length == 13) {
      return "+549" + e164.substring(3);
    }
    if (e164.startsWith("+55") && length == 13 && e164.charAt(5) >= '6') {
      return e164.substring(0, 5) + '9' + e164.substring(5);
    }
    if (e164.startsWith("+521") && length == 14) {
      return "+52" + e164.substring(4);
    }
    if (e164.startsWith("+229") && length == 12) {
      return "+22901" + e164.substring(4);
    }
    return e164;
  }

  private static Phonenumber.PhoneNumber parse(String raw, @Nullable String region)
      throws NumberParseException {
    return NUMBERS.parse(raw, region == null ? UNKNOWN_REGION : region);
  }

  private static String format(Phonenumber.PhoneNumber number) {
    return NUMBERS.format(number, PhoneNumberFormat.E164);
  }

  private static Result rejected(String raw, @Nullable String region, NumberParseException e) {
    String where = region == null ? "without a region" : "in region " + region;
    return new Rejected(
        "'%s' is not a phone number %s (%s): write it with its country code, as +14155550100"
            .formatted(shortened(raw), where, e.getErrorType()));
  }

  static String shortened(String raw) {
    return raw.length() <= 64 ? raw : raw.substring(0, 64) + "…";
  }
}
