package io.threadline.routing.store.pack;

import io.threadline.routing.store.CoreJson;

/** A value as JSON: for what is written seldom, as calendars are. */
record JsonForm<T>(Class<T> type) implements Form<T> {
  @Override
  public void write(PackWriter out, T value) {
    out.text(CoreJson.write(value));
  }

  @Override
  public T read(PackReader in) {
    return CoreJson.read(in.text(), type);
  }
}
