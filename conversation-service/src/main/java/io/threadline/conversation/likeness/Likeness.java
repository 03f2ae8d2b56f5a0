package io.threadline.conversation.likeness;

import io.threadline.conversation.likeness.Agreement.Degree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * Compares two people, trait by trait (Fellegi and Sunter, A Theory for Record Linkage, 1969): the
 * evidence of a trait is log2(m/u), m being how often two records of one person agree so far, u how
 * often two strangers do. What is not known of both says nothing. The sum is held against {@link
 * Population#enough}.
 *
 * <p>m and u of what nearly identifies a person are constants; u of words comes from the
 * population, so that a rare name weighs more than a common one. docs/adr/0030 says where they come
 * from.
 */
public final class Likeness {
  private static final double LOG_2 = Math.log(2);

  private final Population population;

  public Likeness(Population population) {
    this.population = population;
  }

  /**
   * How alike two people are.
   *
   * @param bits the sum of the evidence
   * @param agreements what it is made of, the strongest first
   */
  public record Result(double bits, List<Agreement> agreements) {
    /** Those that speak for it, the strongest first. */
    public List<Agreement> reasons() {
      return agreements.stream().filter(agreement -> agreement.bits() > 0).toList();
    }
  }

  /** Compares two people. */
  public Result compare(Person one, Person other) {
    List<Agreement> found = new ArrayList<>();
    best(one, other, Trait.NAME, this::names).ifPresent(found::add);
    best(one, other, Trait.BIRTH_DATE, Likeness::births).ifPresent(found::add);
    best(one, other, Trait.EMAIL, Likeness::emails).ifPresent(found::add);
    best(one, other, Trait.PHONE, Likeness::phones).ifPresent(found::add);
    best(one, other, Trait.DOCUMENT, Likeness::documents).ifPresent(found::add);
    best(one, other, Trait.STREET, this::streets).ifPresent(found::add);
    best(one, other, Trait.LOCALITY, places(Trait.LOCALITY, 0.8, 0.15)).ifPresent(found::add);
    best(one, other, Trait.POSTCODE, places(Trait.POSTCODE, 0.85, 0.1)).ifPresent(found::add);
    best(one, other, Trait.REGION, places(Trait.REGION, 0.85, 0.05)).ifPresent(found::add);
    mentioned(one, other, Trait.MENTIONED_EMAIL, Trait.EMAIL).ifPresent(found::add);
    mentioned(one, other, Trait.MENTIONED_PHONE, Trait.PHONE).ifPresent(found::add);
    found.sort((a, b) -> Double.compare(b.bits(), a.bits()));
    return new Result(found.stream().mapToDouble(Agreement::bits).sum(), List.copyOf(found));
  }

  static double bits(double odds) {
    return Math.log(odds) / LOG_2;
  }

  private static Agreement of(Trait trait, Degree degree, double odds, String one, String other) {
    return new Agreement(trait, degree, bits(odds), one, other);
  }

  /** The values that agree best. */
  private static Optional<Agreement> best(
      Person one, Person other, Trait trait, BiFunction<String, String, Agreement> comparison) {
    Agreement best = null;
    for (String value : one.values(trait)) {
      for (String otherValue : other.values(trait)) {
        Agreement agreement = comparison.apply(value, otherValue);
        best = best == null || agreement.bits() > best.bits() ? agreement : best;
      }
    }
    return Optional.ofNullable(best);
  }

  /** Words in any order: given name and surname change places in forms. */
  private Agreement names(String one, String other) {
    double bits = new Pairing(population).bits(Person.words(one), Person.words(other));
    Degree degree = one.equals(other) ? Degree.SAME : bits > 0 ? Degree.CLOSE : Degree.DIFFERENT;
    return new Agreement(Trait.NAME, degree, bits, one, other);
  }

  /** Strangers: one day among those of some 55 years; people are not born evenly. */
  private static Agreement births(String one, String other) {
    if (one.equals(other)) {
      return of(Trait.BIRTH_DATE, Degree.SAME, 0.75 * 20_000, one, other);
    }
    if (one.length() == 8 && other.length() == 8) {
      boolean sameYear = one.regionMatches(0, other, 0, 4);
      boolean swapped =
          sameYear
              && one.substring(4, 6).equals(other.substring(6))
              && one.substring(6).equals(other.substring(4, 6));
      if (swapped || differing(one, other) == 1 || isTransposed(one, other)) {
        return of(Trait.BIRTH_DATE, Degree.CLOSE, 0.10 * 1_200, one, other);
      }
      if (sameYear) {
        return of(Trait.BIRTH_DATE, Degree.PARTLY, 0.08 * 70, one, other);
      }
    }
    return of(Trait.BIRTH_DATE, Degree.DIFFERENT, 0.05, one, other);
  }

  private static int differing(String one, String other) {
    int differing = 0;
    for (int i = 0; i < one.length(); i++) {
      differing += one.charAt(i) == other.charAt(i) ? 0 : 1;
    }
    return differing;
  }

  /** Two neighbouring digits changed places. */
  private static boolean isTransposed(String one, String other) {
    int first = 0;
    while (first < one.length() && one.charAt(first) == other.charAt(first)) {
      first++;
    }
    return first + 1 < one.length()
        && differing(one, other) == 2
        && one.charAt(first) == other.charAt(first + 1)
        && one.charAt(first + 1) == other.charAt(first);
  }

  private static Agreement emails(String one, String other) {
    if (one.equals(other)) {
      return of(Trait.EMAIL, Degree.SAME, 0.7 / 1e-5, one, other);
    }
    if (Spelling.isWithin(3, one, other)
        || Spelling.hasSameLetters(one, other)
        || Spelling.isClose(one, other)) {
      return of(Trait.EMAIL, Degree.CLOSE, 0.2 / 1e-4, one, other);
    }
    String local = local(one);
    return local.length() > 4 && local.equals(local(other))
        ? of(Trait.EMAIL, Degree.PARTLY, 0.05 / 1e-3, one, other)
        : of(Trait.EMAIL, Degree.DIFFERENT, 0.05 / 1, one, other);
  }

  /** The part of an email address before the {@code @}. */
  static String local(String email) {
    int at = email.indexOf('@');
    return at < 0 ? email : email.substring(0, at);
  }

  /** People have several, and give them up: another one hardly speaks against. */
  private static Agreement phones(String one, String other) {
    return one.equals(other)
        ? of(Trait.PHONE, Degree.SAME, 0.7 / 1e-5, one, other)
        : of(Trait.PHONE, Degree.DIFFERENT, 0.5, one, other);
  }

  private static Agreement documents(String one, String other) {
    if (one.equals(other)) {
      return of(Trait.DOCUMENT, Degree.SAME, 0.8 / 1e-6, one, other);
    }
    return Spelling.isWithin(1, one, other) || isTransposedDocument(one, other)
        ? of(Trait.DOCUMENT, Degree.CLOSE, 0.15 / 2e-5, one, other)
        : of(Trait.DOCUMENT, Degree.DIFFERENT, 0.05, one, other);
  }

  private static boolean isTransposedDocument(String one, String other) {
    return one.length() == other.length() && isTransposed(one, other);
  }

  /** Half the evidence of each word, since words of a street come together; ten bits at most. */
  private Agreement streets(String one, String other) {
    List<String> left = new ArrayList<>(Person.words(other));
    double bits = 0;
    int shared = 0;
    for (String word : Person.words(one)) {
      if (left.remove(word)) {
        bits += Math.min(6, -bits(population.share(Trait.STREET, word)));
        shared++;
      } else {
        Optional<String> close = left.stream().filter(w -> Spelling.isClose(word, w)).findFirst();
        if (close.isPresent()) {
          left.remove(close.get());
          bits += 2;
          shared++;
        }
      }
    }
    double sum = shared == 0 ? -3 : Math.min(bits / 2, 10) - 1;
    Degree degree = one.equals(other) ? Degree.SAME : sum > 0 ? Degree.PARTLY : Degree.DIFFERENT;
    return new Agreement(Trait.STREET, degree, sum, one, other);
  }

  private BiFunction<String, String, Agreement> places(Trait trait, double same, double close) {
    return (one, other) -> {
      double share = Math.min(population.share(trait, one), population.share(trait, other));
      double most = trait == Trait.REGION ? 2 : Double.MAX_VALUE;
      if (one.equals(other)) {
        return of(trait, Degree.SAME, Math.min(most, same / share), one, other);
      }
      return Spelling.isClose(one, other)
          ? of(trait, Degree.CLOSE, Math.min(most, close / (4 * share + 0.002)), one, other)
          : of(trait, Degree.DIFFERENT, 1 - same - close, one, other);
    };
  }

  /** What one wrote of is the other's own: perhaps theirs, perhaps their partner's. */
  private static Optional<Agreement> mentioned(
      Person one, Person other, Trait mentioned, Trait own) {
    return shared(one.values(mentioned), other.values(own))
        .or(() -> shared(other.values(mentioned), one.values(own)))
        .map(value -> of(mentioned, Degree.SAME, 0.3 / 1e-4, value, value));
  }

  private static Optional<String> shared(Set<String> some, Set<String> others) {
    return some.stream().filter(others::contains).findFirst();
  }
}
