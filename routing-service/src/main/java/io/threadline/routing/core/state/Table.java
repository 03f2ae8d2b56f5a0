package io.threadline.routing.core.state;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The entities of one kind. They are found by hash and listed in key order, never in hash order.
 * The chains of the hash table run through the rows: an entity is looked for often among thousands
 * that were not touched lately, and every object on the way to it is a wait for memory.
 *
 * <p>The sum of their hashes is brought up to date when it is asked for: an entity that changes
 * several times in between is hashed once.
 */
final class Table<K extends Comparable<K>, V extends Entity> {
  private static final int MAX_UNHASHED = 4_096;

  /** An entity with what is kept beside it. */
  static final class Row<K, V extends Entity> {
    final K key;
    final int number;
    private final Table<?, ?> table;
    V value;
    List<Timetable.Alarm> alarms = List.of();
    boolean written;
    private final int slotHash;
    private @Nullable Row<K, V> next;
    private long hash;
    private boolean hashed;
    private boolean removed;

    private Entity.@Nullable Constant constant;
    private long constantHash;

    Row(Table<?, ?> table, K key, int number, V value) {
      this.table = table;
      this.key = key;
      this.slotHash = slotHash(key);
      this.number = number;
      this.value = value;
    }

    private long constantHash() {
      Entity.Constant current = value.constant();
      if (current != constant && current != null) {
        Fingerprint fingerprint = new Fingerprint();
        current.describe(fingerprint);
        constant = current;
        constantHash = fingerprint.value();
      }
      return constantHash;
    }
  }

  private final Texts texts;
  private final Fingerprint.Kind kind;
  private @Nullable Row<K, V>[] slots = slots(16);
  private int size;
  private final List<Row<K, V>> unhashed = new ArrayList<>();
  private @Nullable List<Row<K, V>> sorted;
  private long hash;
  private int added;

  Table(Class<V> type, Texts texts) {
    this.kind = new Fingerprint.Kind(type);
    this.texts = texts;
  }

  @SuppressWarnings("unchecked")
  private static <K extends Comparable<K>, V extends Entity> @Nullable Row<K, V>[] slots(
      int length) {
    return new Row[length];
  }

  /**
   * A slot is chosen by the lower bits, so every bit has to count there: ids that are numbered in
   * two places cancel out in a plain fold. The finaliser of MurmurHash3.
   */
  private static int slotHash(Object key) {
    int hash = key.hashCode();
    hash = (hash ^ (hash >>> 16)) * 0x85ebca6b;
    hash = (hash ^ (hash >>> 13)) * 0xc2b2ae35;
    return hash ^ (hash >>> 16);
  }

  @Nullable V get(K key) {
    Row<K, V> row = row(key);
    return row == null ? null : row.value;
  }

  @Nullable Row<K, V> row(K key) {
    int hash = slotHash(key);
    Row<K, V> row = slots[hash & (slots.length - 1)];
    while (row != null && row.key != key && !(row.slotHash == hash && row.key.equals(key))) {
      row = row.next;
    }
    return row;
  }

  /** How many were added before; -1 if it is not there. */
  int number(K key) {
    Row<K, V> row = row(key);
    return row == null ? -1 : row.number;
  }

  Row<K, V> add(K key, V value) {
    Row<K, V> row = new Row<>(this, key, added++, value);
    if (size == slots.length) {
      grow();
    }
    link(row);
    size++;
    sorted = null;
    hashLater(row);
    return row;
  }

  private void link(Row<K, V> row) {
    int slot = row.slotHash & (slots.length - 1);
    row.next = slots[slot];
    slots[slot] = row;
  }

  private void grow() {
    @Nullable Row<K, V>[] before = slots;
    slots = slots(before.length * 2);
    for (Row<K, V> first : before) {
      Row<K, V> row = first;
      while (row != null) {
        Row<K, V> next = row.next;
        link(row);
        row = next;
      }
    }
  }

  private void unlink(Row<K, V> row) {
    int slot = row.slotHash & (slots.length - 1);
    Row<K, V> before = slots[slot];
    if (before == row) {
      slots[slot] = row.next;
      return;
    }
    while (before != null && before.next != row) {
      before = before.next;
    }
    if (before != null) {
      before.next = row.next;
    }
  }

  void replace(Row<K, V> row, V value) {
    row.value = value;
    if (row.hashed) {
      row.hashed = false;
      hash -= row.hash;
      hashLater(row);
    }
  }

  private void hashLater(Row<K, V> row) {
    unhashed.add(row);
    if (unhashed.size() > MAX_UNHASHED) {
      hash();
    }
  }

  /** The row as one of this table, which it has to be. */
  Row<K, V> requireOwn(Row<?, ?> row) {
    if (row.table != this) {
      throw new IllegalStateException(row.value + " is not of this table");
    }
    @SuppressWarnings("unchecked")
    Row<K, V> own = (Row<K, V>) row;
    return own;
  }

  void remove(Row<K, V> row) {
    unlink(row);
    size--;
    sorted = null;
    row.removed = true;
    hash -= row.hashed ? row.hash : 0;
  }

  int size() {
    return size;
  }

  /** In key order; a change of an entity shows in it, a new one does not. */
  Collection<V> all() {
    List<Row<K, V>> ordered = sorted;
    if (ordered == null) {
      ordered = new ArrayList<>(size);
      eachRow(ordered::add);
      ordered.sort(Comparator.comparing(row -> row.key));
      sorted = ordered;
    }
    List<Row<K, V>> listed = ordered;
    return new AbstractList<>() {
      @Override
      public V get(int index) {
        return listed.get(index).value;
      }

      @Override
      public int size() {
        return listed.size();
      }
    };
  }

  /** Visits all in no order that means anything: for sums. */
  void each(Consumer<? super V> visitor) {
    eachRow(row -> visitor.accept(row.value));
  }

  private void eachRow(Consumer<? super Row<K, V>> visitor) {
    for (Row<K, V> first : slots) {
      for (Row<K, V> row = first; row != null; row = row.next) {
        visitor.accept(row);
      }
    }
  }

  long hash() {
    for (Row<K, V> row : unhashed) {
      if (!row.removed && !row.hashed) {
        row.hash = Fingerprint.of(kind, row.value, texts) + row.constantHash();
        row.hashed = true;
        hash += row.hash;
      }
    }
    unhashed.clear();
    return hash;
  }
}
