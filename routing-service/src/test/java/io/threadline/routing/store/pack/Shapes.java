package io.threadline.routing.store.pack;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The records that packs are made of, each with its components in order. */
final class Shapes {
  private Shapes() {}

  static Set<String> of(Type type) {
    Set<String> shapes = new TreeSet<>();
    add(type, shapes);
    return shapes;
  }

  private static void add(Type type, Set<String> shapes) {
    if (type instanceof ParameterizedType generic) {
      Arrays.stream(generic.getActualTypeArguments()).forEach(each -> add(each, shapes));
    } else if (type instanceof Class<?> plain && plain.isRecord()) {
      if (shapes.add(line(plain))) {
        Arrays.stream(plain.getRecordComponents()).forEach(c -> add(c.getGenericType(), shapes));
      }
    } else if (type instanceof Class<?> plain
        && plain.isSealed()
        && !plain.getName().endsWith(".Expr")) {
      Arrays.stream(plain.getPermittedSubclasses()).forEach(each -> add(each, shapes));
    }
  }

  private static String line(Class<?> type) {
    return Arrays.stream(type.getRecordComponents())
        .map(Shapes::component)
        .collect(Collectors.joining(", ", type.getName().replaceFirst(".*\\.", "") + "(", ")"));
  }

  private static String component(RecordComponent component) {
    return component.getGenericType().getTypeName().replaceAll("([a-z]+\\.)+", "")
        + " "
        + component.getName();
  }
}
