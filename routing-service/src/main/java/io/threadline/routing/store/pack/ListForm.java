package io.threadline.routing.store.pack;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A list without nulls.
 *
 * @param shared lists read before, for elements of which many tickets have the same few lists; null
 *     if each list is its own
 */
record ListForm(Form<Object> element, Map<List<Object>, List<Object>> shared)
    implements Form<List<Object>> {
  private static final int MAX_SHARED = 10_000;

  static ListForm of(Form<Object> element, boolean shared) {
    return new ListForm(element, shared ? new ConcurrentHashMap<>() : Map.of());
  }

  @Override
  public void write(PackWriter out, List<Object> list) {
    out.number(list.size());
    for (Object each : list) {
      element.write(out, each);
    }
  }

  @Override
  public List<Object> read(PackReader in) {
    Object[] elements = new Object[in.count()];
    for (int i = 0; i < elements.length; i++) {
      elements[i] = element.read(in);
    }
    List<Object> list = Arrays.asList(elements);
    return shared instanceof ConcurrentHashMap<List<Object>, List<Object>> known
        ? share(known, List.copyOf(list))
        : List.copyOf(list);
  }

  private static List<Object> share(
      ConcurrentHashMap<List<Object>, List<Object>> known, List<Object> list) {
    if (known.size() > MAX_SHARED) {
      known.clear();
    }
    List<Object> before = known.putIfAbsent(list, list);
    return before == null ? list : before;
  }
}
