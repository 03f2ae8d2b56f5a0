package io.threadline.routing.core.order;

import java.util.Arrays;

/** A growing set of small numbers, a bit each. Sets of the same numbers are equal. */
public final class Bits {
  private static final int WORD = 64;
  private long[] words;

  public Bits() {
    this(new long[1]);
  }

  private Bits(long[] words) {
    this.words = words;
  }

  public Bits copy() {
    return new Bits(words.clone());
  }

  public boolean get(int bit) {
    int word = bit / WORD;
    return word < words.length && (words[word] & (1L << bit)) != 0;
  }

  public void set(int bit, boolean value) {
    int word = bit / WORD;
    if (word >= words.length) {
      if (!value) {
        return;
      }
      words = Arrays.copyOf(words, Math.max(word + 1, words.length * 2));
    }
    if (value) {
      words[word] |= 1L << bit;
    } else {
      words[word] &= ~(1L << bit);
    }
  }

  /** The first number from {@code from} on; -1 if there is none. */
  public int next(int from) {
    return nextIn(this, from);
  }

  /** The first number from {@code from} on that is in both sets; -1 if there is none. */
  public int nextIn(Bits other, int from) {
    int length = Math.min(words.length, other.words.length);
    int word = from / WORD;
    if (word >= length) {
      return -1;
    }
    long rest = words[word] & other.words[word] & (-1L << from);
    while (rest == 0) {
      if (++word == length) {
        return -1;
      }
      rest = words[word] & other.words[word];
    }
    return word * WORD + Long.numberOfTrailingZeros(rest);
  }

  /** Keeps what the other set has too. */
  public void and(Bits other) {
    for (int i = 0; i < words.length; i++) {
      words[i] &= i < other.words.length ? other.words[i] : 0;
    }
  }

  /** Adds what the other set has. */
  public void or(Bits other) {
    if (words.length < other.words.length) {
      words = Arrays.copyOf(words, other.words.length);
    }
    for (int i = 0; i < other.words.length; i++) {
      words[i] |= other.words[i];
    }
  }

  /** Removes what the other set has. */
  public void andNot(Bits other) {
    for (int i = 0; i < Math.min(words.length, other.words.length); i++) {
      words[i] &= ~other.words[i];
    }
  }

  private int used() {
    int used = words.length;
    while (used > 0 && words[used - 1] == 0) {
      used--;
    }
    return used;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bits bits
        && Arrays.equals(words, 0, used(), bits.words, 0, bits.used());
  }

  @Override
  public int hashCode() {
    int hash = 1;
    for (int i = 0; i < used(); i++) {
      hash = 31 * hash + Long.hashCode(words[i]);
    }
    return hash;
  }
}
