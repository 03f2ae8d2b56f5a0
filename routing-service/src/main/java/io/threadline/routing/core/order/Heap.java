package io.threadline.routing.core.order;

import java.time.Instant;
import java.util.Arrays;
import java.util.PriorityQueue;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;

/**
 * A heap of numbers with four children to a parent, smallest key first, whose numbers can be
 * removed and moved wherever they are. What a number stands for is its owner's business: the heap
 * keeps keys and numbers in arrays side by side, so that sifting stays in few cache lines and
 * touches none of the things that are sorted; {@link Ties} decides between equal keys.
 *
 * <p>Add, remove and move take O(log n) comparisons, the first O(1), the first that satisfies a
 * condition O(k log k) where k fail it.
 */
public final class Heap {
  /** Stands for no number. */
  public static final int NONE = -1;

  private static final int CHILDREN = 4;

  /** Orders two numbers whose keys are equal; never answers 0 for different numbers. */
  @FunctionalInterface
  public interface Ties {
    int compare(int a, int b);
  }

  private final Ties ties;
  private final Positions positions;
  private final Effort effort;
  private int[] numbers = new int[4];
  private long[] keys = new long[4];
  private int size;

  /**
   * An empty heap.
   *
   * @param positions of its numbers; shared by heaps that never have a number in common
   */
  public Heap(Ties ties, Positions positions, Effort effort) {
    this.ties = ties;
    this.positions = positions;
    this.effort = effort;
  }

  /** Nanoseconds since 1970, for a key; times beyond the years 1677 to 2262 share the end. */
  public static long key(Instant instant) {
    long seconds = Math.clamp(instant.getEpochSecond(), -9_000_000_000L, 9_000_000_000L);
    return seconds * 1_000_000_000L + instant.getNano();
  }

  public int size() {
    return size;
  }

  public boolean isEmpty() {
    return size == 0;
  }

  /** True if the number stands in this heap, or in another that shares its positions. */
  public boolean has(int number) {
    return positions.of(number) >= 0;
  }

  public void add(int number, long key) {
    if (has(number)) {
      throw new IllegalStateException("number " + number + " has a place already");
    }
    if (size == keys.length) {
      numbers = Arrays.copyOf(numbers, size * 2);
      keys = Arrays.copyOf(keys, size * 2);
    }
    size++;
    rise(number, key, size - 1);
  }

  public void remove(int number) {
    int hole = positions.of(number);
    if (hole < 0) {
      throw new IllegalStateException("number " + number + " has no place");
    }
    positions.set(number, NONE);
    size--;
    if (numbers[size] != number) {
      settle(numbers[size], keys[size], hole);
    }
    if (size < keys.length / 4 && keys.length > 64) {
      numbers = Arrays.copyOf(numbers, keys.length / 2);
      keys = Arrays.copyOf(keys, keys.length / 2);
    }
  }

  /** The number has another key, or its ties are decided otherwise than before. */
  public void move(int number, long key) {
    settle(number, key, positions.of(number));
  }

  /** The smallest; {@link #NONE} when empty. */
  public int first() {
    return size == 0 ? NONE : numbers[0];
  }

  /** The key of the smallest; the largest number there is when empty. */
  public long firstKey() {
    return size == 0 ? Long.MAX_VALUE : keys[0];
  }

  /** The smallest but one; {@link #NONE} when there is none. */
  public int second() {
    if (size < 2) {
      return NONE;
    }
    int least = 1;
    for (int i = 2; i < Math.min(CHILDREN + 1, size); i++) {
      if (before(keys[i], numbers[i], least)) {
        least = i;
      }
    }
    return numbers[least];
  }

  /** The key of a number that is in the heap. */
  public long keyOf(int number) {
    return keys[positions.of(number)];
  }

  /** The smallest that satisfies the condition; {@link #NONE} if none does. */
  public int first(IntPredicate condition) {
    if (size == 0 || condition.test(numbers[0])) {
      return first();
    }
    Walk walk = walk();
    int next = walk.next();
    while (next != NONE && !condition.test(next)) {
      next = walk.next();
    }
    return next;
  }

  /**
   * Goes through the numbers in their order, as far as it is asked to; the heap must not change.
   */
  public Walk walk() {
    return new Walk();
  }

  /** A way through the heap: O(k log k) for the first k. */
  public final class Walk {
    private final PriorityQueue<Integer> frontier =
        new PriorityQueue<>((a, b) -> before(keys[a], numbers[a], b) ? -1 : 1);

    private Walk() {
      if (size > 0) {
        frontier.add(0);
      }
    }

    /** The next number; {@link #NONE} at the end. */
    public int next() {
      if (frontier.isEmpty()) {
        return NONE;
      }
      int at = frontier.remove();
      int from = at * CHILDREN + 1;
      for (int child = from; child < Math.min(from + CHILDREN, size); child++) {
        frontier.add(child);
      }
      return numbers[at];
    }
  }

  /** All numbers, in no order that means anything. */
  public void each(IntConsumer visitor) {
    for (int i = 0; i < size; i++) {
      visitor.accept(numbers[i]);
    }
  }

  private void settle(int number, long key, int hole) {
    if (hole > 0 && before(key, number, (hole - 1) / CHILDREN)) {
      rise(number, key, hole);
    } else {
      sink(number, key, hole);
    }
  }

  private void rise(int number, long key, int from) {
    int hole = from;
    while (hole > 0) {
      int parent = (hole - 1) / CHILDREN;
      if (!before(key, number, parent)) {
        break;
      }
      place(numbers[parent], keys[parent], hole);
      hole = parent;
    }
    place(number, key, hole);
  }

  private void sink(int number, long key, int from) {
    int hole = from;
    while (hole * CHILDREN + 1 < size) {
      int least = hole * CHILDREN + 1;
      int end = Math.min(least + CHILDREN, size);
      for (int child = least + 1; child < end; child++) {
        if (before(keys[child], numbers[child], least)) {
          least = child;
        }
      }
      if (before(key, number, least)) {
        break;
      }
      place(numbers[least], keys[least], hole);
      hole = least;
    }
    place(number, key, hole);
  }

  private boolean before(long key, int number, int other) {
    effort.compared();
    return key != keys[other] ? key < keys[other] : ties.compare(number, numbers[other]) < 0;
  }

  private void place(int number, long key, int at) {
    numbers[at] = number;
    keys[at] = key;
    positions.set(number, at);
  }
}
