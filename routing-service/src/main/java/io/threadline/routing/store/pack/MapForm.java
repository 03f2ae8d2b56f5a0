package io.threadline.routing.store.pack;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A map without nulls, in its own order.
 *
 * @param sorted true for one in the order of its keys
 */
record MapForm(Form<Object> key, Form<Object> value, boolean sorted)
    implements Form<Map<Object, Object>> {
  private static final SortedMap<Object, Object> NONE = Collections.emptySortedMap();

  @Override
  public void write(PackWriter out, Map<Object, Object> map) {
    out.number(map.size());
    map.forEach((k, v) -> {
      key.write(out, k);
      value.write(out, v);
    });
  }

  @Override
  public Map<Object, Object> read(PackReader in) {
    int size = in.count();
    if (size == 0) {
      return NONE;
    }
    Map<Object, Object> map = sorted ? new TreeMap<>() : new LinkedHashMap<>();
    for (int i = 0; i < size; i++) {
      Object k = key.read(in);
      map.put(k, value.read(in));
    }
    return map;
  }
}
