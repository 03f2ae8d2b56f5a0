package io.threadline.routing.core.order;

import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A heap with four children to a parent, smallest first, whose items can be removed and moved
 * wherever they are. Each item has a number to sort by, kept in an array of its own so that sifting
 * stays in few cache lines; the comparator decides between equal numbers.
 *
 * <p>Add, remove and move take O(log n) comparisons, the first O(1), the first that satisfies a
 * condition O(k log k) where k fail it.
 */
public final class Heap<T> {
  private static final int CHILDREN = 4;
  private static final int ABSENT = -1;

  /** An item's place in a heap; one item may have places in several heaps. */
  public static final class Node<T> {
    private final T item;
    private int at = ABSENT;

    public Node(T item) {
      this.item = item;
    }

    public T item() {
      return item;
    }

    public boolean isPlaced() {
      return at != ABSENT;
    }
  }

  private final Comparator<? super T> ties;
  private final Effort effort;
  private @Nullable Node<T>[] nodes = array(4);
  private long[] keys = new long[4];
  private int size;

  public Heap(Comparator<? super T> ties, Effort effort) {
    this.ties = ties;
    this.effort = effort;
  }

  @SuppressWarnings("unchecked")
  private static <T> @Nullable Node<T>[] array(int length) {
    return new Node[length];
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

  public void add(Node<T> node, long key) {
    if (node.isPlaced()) {
      throw new IllegalStateException(node.item + " has a place already");
    }
    if (size == keys.length) {
      nodes = Arrays.copyOf(nodes, size * 2);
      keys = Arrays.copyOf(keys, size * 2);
    }
    size++;
    rise(node, key, size - 1);
  }

  public void remove(Node<T> node) {
    int hole = node.at;
    if (hole == ABSENT) {
      throw new IllegalStateException(node.item + " has no place");
    }
    node.at = ABSENT;
    size--;
    Node<T> last = node(size);
    nodes[size] = null;
    if (last != node) {
      settle(last, keys[size], hole);
    }
    if (size < keys.length / 4 && keys.length > 64) {
      nodes = Arrays.copyOf(nodes, keys.length / 2);
      keys = Arrays.copyOf(keys, keys.length / 2);
    }
  }

  /** The item has another key, or the comparator sees it otherwise than before. */
  public void move(Node<T> node, long key) {
    settle(node, key, node.at);
  }

  /** The smallest; null when empty. */
  public @Nullable T first() {
    return size == 0 ? null : node(0).item;
  }

  /** The place of the smallest; null when empty. */
  public @Nullable Node<T> firstNode() {
    return size == 0 ? null : node(0);
  }

  /** The key of the smallest; the largest number there is when empty. */
  public long firstKey() {
    return size == 0 ? Long.MAX_VALUE : keys[0];
  }

  /** The smallest but one; null when there is none. */
  public @Nullable T second() {
    if (size < 2) {
      return null;
    }
    int least = 1;
    for (int i = 2; i < Math.min(CHILDREN + 1, size); i++) {
      if (before(keys[i], node(i), least)) {
        least = i;
      }
    }
    return node(least).item;
  }

  /** The smallest item that satisfies the condition; null if none does. */
  public @Nullable T first(Predicate<? super T> condition) {
    if (size == 0 || condition.test(node(0).item)) {
      return first();
    }
    PriorityQueue<Integer> frontier =
        new PriorityQueue<>((a, b) -> before(keys[a], node(a), b) ? -1 : 1);
    addChildren(frontier, 0);
    while (!frontier.isEmpty()) {
      int at = frontier.remove();
      if (condition.test(node(at).item)) {
        return node(at).item;
      }
      addChildren(frontier, at);
    }
    return null;
  }

  private void addChildren(PriorityQueue<Integer> frontier, int parent) {
    int from = parent * CHILDREN + 1;
    for (int child = from; child < Math.min(from + CHILDREN, size); child++) {
      frontier.add(child);
    }
  }

  /** All items, in no order that means anything. */
  public void each(Consumer<? super T> visitor) {
    for (int i = 0; i < size; i++) {
      visitor.accept(node(i).item);
    }
  }

  private void settle(Node<T> node, long key, int hole) {
    if (hole > 0 && before(key, node, (hole - 1) / CHILDREN)) {
      rise(node, key, hole);
    } else {
      sink(node, key, hole);
    }
  }

  private void rise(Node<T> node, long key, int from) {
    int hole = from;
    while (hole > 0) {
      int parent = (hole - 1) / CHILDREN;
      if (!before(key, node, parent)) {
        break;
      }
      place(node(parent), keys[parent], hole);
      hole = parent;
    }
    place(node, key, hole);
  }

  private void sink(Node<T> node, long key, int from) {
    int hole = from;
    while (hole * CHILDREN + 1 < size) {
      int least = hole * CHILDREN + 1;
      int end = Math.min(least + CHILDREN, size);
      for (int child = least + 1; child < end; child++) {
        if (before(keys[child], node(child), least)) {
          least = child;
        }
      }
      if (before(key, node, least)) {
        break;
      }
      place(node(least), keys[least], hole);
      hole = least;
    }
    place(node, key, hole);
  }

  private boolean before(long key, Node<T> node, int other) {
    effort.compared();
    return key != keys[other] ? key < keys[other] : ties.compare(node.item, node(other).item) < 0;
  }

  private void place(Node<T> node, long key, int at) {
    nodes[at] = node;
    keys[at] = key;
    node.at = at;
  }

  private Node<T> node(int at) {
    Node<T> node = nodes[at];
    if (node == null) {
      throw new IllegalStateException("place " + at + " of " + size + " is empty");
    }
    return node;
  }
}
