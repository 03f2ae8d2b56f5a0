package io.threadline.routing.core.state;

import java.util.Collection;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The entities of one kind in key order. The sum of their hashes is kept as they change. */
final class Table<K extends Comparable<K>, V extends Entity> {
  private final SortedMap<K, V> rows = new TreeMap<>();
  private long hash;

  @Nullable V get(K key) {
    return rows.get(key);
  }

  @Nullable V put(K key, V value) {
    V old = rows.put(key, value);
    hash += Fingerprint.of(value) - (old == null ? 0 : Fingerprint.of(old));
    return old;
  }

  @Nullable V remove(K key) {
    V old = rows.remove(key);
    hash -= old == null ? 0 : Fingerprint.of(old);
    return old;
  }

  Collection<V> all() {
    return Collections.unmodifiableCollection(rows.values());
  }

  long hash() {
    return hash;
  }
}
