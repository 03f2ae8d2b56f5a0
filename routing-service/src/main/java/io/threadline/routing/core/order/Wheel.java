package io.threadline.routing.core.order;

import java.util.Arrays;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * A hierarchical timing wheel (Varghese and Lauck 1987): most timers are stopped or far away, and
 * cost no comparison until their time is near. Each level has 64 slots, each 64 times as long as
 * one of the level below. What is due within the {@link #current} slot of the lowest level stands
 * in a heap, so that timers come out in their exact order, whichever slots they went through.
 */
public final class Wheel<T extends Wheel.Timer<T>> {
  /** The shortest slot is 2^22 ns, about 4 ms. */
  private static final int SLOT_BITS = 22;

  private static final int LEVEL_BITS = 6;
  private static final int SLOTS = 1 << LEVEL_BITS;

  /** Longer arrays are not kept for the next turn. */
  private static final int KEPT = 256;

  /** Enough for every positive number of nanoseconds. */
  private static final int LEVELS = 7;

  /** Something that is due at a time; its owner says what. */
  public abstract static class Timer<T extends Timer<T>> {
    final long nanos;
    boolean runs;

    /** Where it stands until its time is near, and at which place there; then its number. */
    @Nullable Slot<T> slot;

    int place;

    /**
     * A timer that does not run yet.
     *
     * @param nanos when it is due, as {@link Heap#key} has it
     */
    protected Timer(long nanos) {
      this.nanos = nanos;
    }

    public boolean runs() {
      return runs;
    }
  }

  /** Timers in no order. */
  private static final class Slot<T extends Timer<T>> {
    private final int level;
    private final int index;

    @SuppressWarnings("unchecked")
    private @Nullable T[] timers = (@Nullable T[]) new Timer<?>[4];

    private int size;

    Slot(int level, int index) {
      this.level = level;
      this.index = index;
    }

    void add(T timer) {
      if (size == timers.length) {
        timers = Arrays.copyOf(timers, size * 2);
      }
      timer.slot = this;
      timer.place = size;
      timers[size++] = timer;
    }

    void remove(T timer) {
      T last = timers[--size];
      timers[size] = null;
      if (last != null && last != timer) {
        timers[timer.place] = last;
        last.place = timer.place;
      }
      timer.slot = null;
    }
  }

  private final Heap near;
  private final Numbered<T> numbered = new Numbered<>();
  private final @Nullable Slot<T>[][] levels = slots();

  /** By level, a bit for each slot that is not empty. */
  private final long[] filled = new long[LEVELS];

  /** Timers up to the end of this slot of the lowest level are in the heap, all others are not. */
  private long current;

  public Wheel(Comparator<? super T> ties, Effort effort) {
    near =
        new Heap((a, b) -> ties.compare(numbered.get(a), numbered.get(b)), new Positions(), effort);
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static <T extends Timer<T>> @Nullable Slot<T>[][] slots() {
    return new Slot[LEVELS][SLOTS];
  }

  public void start(T timer) {
    timer.runs = true;
    long number = timer.nanos >> SLOT_BITS;
    if (number <= current) {
      timer.place = numbered.add(timer);
      near.add(timer.place, timer.nanos);
      return;
    }
    int level = (Long.SIZE - 1 - Long.numberOfLeadingZeros(number ^ current)) / LEVEL_BITS;
    int index = (int) (number >> level * LEVEL_BITS) & (SLOTS - 1);
    Slot<T> slot = levels[level][index];
    if (slot == null) {
      slot = new Slot<>(level, index);
      levels[level][index] = slot;
    }
    slot.add(timer);
    filled[level] |= 1L << index;
  }

  public void stop(T timer) {
    timer.runs = false;
    Slot<T> slot = timer.slot;
    if (slot == null) {
      near.remove(timer.place);
      numbered.remove(timer.place);
      return;
    }
    slot.remove(timer);
    if (slot.size == 0) {
      filled[slot.level] &= ~(1L << slot.index);
    }
  }

  /** The first timer; null if none runs. */
  public @Nullable T first() {
    turnTo(Long.MAX_VALUE >> SLOT_BITS);
    return near.isEmpty() ? null : numbered.get(near.first());
  }

  /** Stops the first timer if it is due then, and answers it; null if none is. */
  public @Nullable T poll(long nanos) {
    turnTo(nanos >> SLOT_BITS);
    if (near.isEmpty() || near.firstKey() > nanos) {
      return null;
    }
    T first = numbered.get(near.first());
    stop(first);
    return first;
  }

  /** Turns to the first slot that is not empty, if it begins by then and the heap is empty. */
  private void turnTo(long latest) {
    int level = 0;
    while (near.isEmpty() && level < LEVELS) {
      if (filled[level] == 0) {
        level++;
        continue;
      }
      int index = Long.numberOfTrailingZeros(filled[level]);
      long above = -(1L << (level + 1) * LEVEL_BITS);
      long start = (current & above) | (long) index << level * LEVEL_BITS;
      if (start > latest) {
        return;
      }
      current = start;
      empty(level, index);
      level = 0;
    }
  }

  private void empty(int level, int index) {
    filled[level] &= ~(1L << index);
    Slot<T> slot = levels[level][index];
    while (slot != null && slot.size > 0) {
      T timer = slot.timers[slot.size - 1];
      if (timer != null) {
        slot.remove(timer);
        start(timer);
      }
    }
    if (slot != null && slot.timers.length > KEPT) {
      levels[level][index] = null;
    }
  }
}
