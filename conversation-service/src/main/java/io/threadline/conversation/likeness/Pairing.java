package io.threadline.conversation.likeness;

import java.util.List;

/** The best way to pair the words of two names: each word with one of the other, or with none. */
final class Pairing {
  /** A name that one has and the other has not: 0.06 of one person, nearly always of strangers. */
  private static final double UNPAIRED = -4;

  private final Population population;

  Pairing(Population population) {
    this.population = population;
  }

  /** The evidence of the best pairing, in bits. Words that only the longer name has say nothing. */
  double bits(List<String> one, List<String> other) {
    boolean fewer = one.size() <= other.size();
    List<String> few = fewer ? one : other;
    List<String> many = fewer ? other : one;
    return best(few, many, 0, 0);
  }

  private double best(List<String> few, List<String> many, int at, int taken) {
    if (at == few.size()) {
      return 0;
    }
    double best = UNPAIRED + best(few, many, at + 1, taken);
    for (int i = 0; i < many.size(); i++) {
      if ((taken & 1 << i) == 0) {
        double pair = pair(few.get(at), many.get(i));
        if (pair > UNPAIRED) {
          best = Math.max(best, pair + best(few, many, at + 1, taken | 1 << i));
        }
      }
    }
    return best;
  }

  private double pair(String one, String other) {
    double share = population.share(Trait.NAME, one);
    if (one.equals(other)) {
      return Likeness.bits(0.8 / share);
    }
    double rarer = Math.min(share, population.share(Trait.NAME, other));
    return Spelling.isClose(one, other) ? Likeness.bits(0.15 / (6 * rarer + 0.002)) : UNPAIRED;
  }
}
