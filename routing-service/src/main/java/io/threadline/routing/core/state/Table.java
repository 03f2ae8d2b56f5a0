package io.threadline.routing.core.state;

import io.threadline.routing.core.order.Heap;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The entities of one kind. They are found by hash and listed in key order, never in hash order.
 * The sum of their hashes is brought up to date when it is asked for: an entity that changes
 * several times in between is hashed once.
 */
final class Table<K extends Comparable<K>, V extends Entity> {
  private static final int MAX_UNHASHED = 4_096;

  /** An entity with what is kept beside it. */
  static final class Row<K, V extends Entity> {
    final K key;
    V value;
    List<Heap.Node<Due>> timers = List.of();
    boolean written;
    private long hash;
    private boolean hashed;
    private boolean removed;

    private Entity.@Nullable Constant constant;
    private long constantHash;

    Row(K key, V value) {
      this.key = key;
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
  private final Map<K, Row<K, V>> rows = new LinkedHashMap<>();
  private final List<Row<K, V>> unhashed = new ArrayList<>();
  private @Nullable List<Row<K, V>> sorted;
  private long hash;

  Table(Texts texts) {
    this.texts = texts;
  }

  @Nullable V get(K key) {
    Row<K, V> row = rows.get(key);
    return row == null ? null : row.value;
  }

  @Nullable Row<K, V> row(K key) {
    return rows.get(key);
  }

  Row<K, V> add(K key, V value) {
    Row<K, V> row = new Row<>(key, value);
    rows.put(key, row);
    sorted = null;
    hashLater(row);
    return row;
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

  @Nullable Row<K, V> remove(K key) {
    Row<K, V> row = rows.remove(key);
    if (row != null) {
      sorted = null;
      row.removed = true;
      hash -= row.hashed ? row.hash : 0;
    }
    return row;
  }

  int size() {
    return rows.size();
  }

  /** In key order; a change of an entity shows in it, a new one does not. */
  Collection<V> all() {
    List<Row<K, V>> ordered = sorted;
    if (ordered == null) {
      ordered = new ArrayList<>(rows.values());
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
    rows.values().forEach(row -> visitor.accept(row.value));
  }

  long hash() {
    for (Row<K, V> row : unhashed) {
      if (!row.removed && !row.hashed) {
        row.hash = Fingerprint.of(row.value, texts) + row.constantHash();
        row.hashed = true;
        hash += row.hash;
      }
    }
    unhashed.clear();
    return hash;
  }
}
