package io.threadline.routing.store.pack;

/** How values of a type are written; nulls are told apart before. */
interface Form<T> {
  void write(PackWriter out, T value);

  T read(PackReader in);
}
