package io.threadline.routing.store.pack;

import java.util.SortedSet;
import java.util.TreeSet;

/** A sorted set without nulls. */
record SetForm(Form<Object> element) implements Form<SortedSet<Object>> {
  @Override
  public void write(PackWriter out, SortedSet<Object> set) {
    out.number(set.size());
    for (Object each : set) {
      element.write(out, each);
    }
  }

  @Override
  public SortedSet<Object> read(PackReader in) {
    SortedSet<Object> set = new TreeSet<>();
    for (int left = in.count(); left > 0; left--) {
      set.add(element.read(in));
    }
    return set;
  }
}
