package io.threadline.conversation.likeness;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * How common words are among all customers: to share a rare name tells much, to share a common one
 * little. A word that is not known counts as had by two.
 */
public final class Population {
  /** Who is compared is in the population: what two share is had by two at least. */
  private static final double LEAST = 2;

  /** What is shared among a handful of customers is held against a small town. */
  private static final double TOWN = 1_000;

  private final double size;
  private final Map<String, Long> counts;

  /**
   * @param size how many people
   * @param counts how many of them have a word, by {@link #key}
   */
  public Population(long size, Map<String, Long> counts) {
    this.size = Math.max(size, LEAST);
    this.counts = counts;
  }

  /** The population of these people. */
  public static Population of(Iterable<Person> people) {
    long size = 0;
    Map<String, Long> counts = new HashMap<>();
    for (Person person : people) {
      size++;
      keys(person).forEach(key -> counts.merge(key, 1L, Long::sum));
    }
    return new Population(size, counts);
  }

  /** The words of a person that are counted. */
  public static Set<String> keys(Person person) {
    Set<String> keys = new HashSet<>();
    for (Trait trait : Set.of(Trait.NAME, Trait.STREET)) {
      person
          .values(trait)
          .forEach(value -> Person.words(value).forEach(word -> keys.add(key(trait, word))));
    }
    for (Trait trait : Set.of(Trait.LOCALITY, Trait.POSTCODE, Trait.REGION)) {
      person.values(trait).forEach(value -> keys.add(key(trait, value)));
    }
    return keys;
  }

  /** The key of a word of a trait. */
  static String key(Trait trait, String word) {
    return trait.ordinal() + ":" + word;
  }

  /** The share of people who have the word: what two strangers agree by chance. */
  double share(Trait trait, String word) {
    return Math.max(LEAST, counts.getOrDefault(key(trait, word), 1L)) / Math.max(size, TOWN);
  }

  /**
   * The bits of evidence from which on two of the population are one person with a probability of
   * 0.99, if everybody has one double on average: the odds against that any pair is one are the
   * size of the population.
   */
  public double enough() {
    return Likeness.bits(size) + Likeness.bits(99);
  }
}
