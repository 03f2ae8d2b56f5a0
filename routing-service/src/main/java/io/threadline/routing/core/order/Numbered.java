package io.threadline.routing.core.order;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gives things small numbers, to be sorted by; the number of a thing that left is given again. */
public final class Numbered<T> {
  private final List<@Nullable T> things = new ArrayList<>();
  private int[] free = new int[4];
  private int freed;

  /** The number of a thing that comes. */
  public int add(T thing) {
    if (freed == 0) {
      things.add(thing);
      return things.size() - 1;
    }
    int number = free[--freed];
    things.set(number, thing);
    return number;
  }

  /** The thing of a number that was given. */
  public T get(int number) {
    T thing = things.get(number);
    if (thing == null) {
      throw new IllegalStateException("nothing has number " + number);
    }
    return thing;
  }

  /** The thing leaves, its number is free. */
  public void remove(int number) {
    things.set(number, null);
    if (freed == free.length) {
      free = Arrays.copyOf(free, freed * 2);
    }
    free[freed++] = number;
  }
}
