package io.threadline.routing.store.pack;

import io.threadline.routing.core.requirement.Expr;
import io.threadline.routing.core.requirement.Step;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The form of every type that the engine's records are made of. */
final class Forms {
  private static final Map<Type, Form<Object>> MADE = new ConcurrentHashMap<>();

  private Forms() {}

  static Form<Object> of(Type type) {
    Form<Object> made = MADE.get(type);
    if (made == null) {
      made = make(type);
      MADE.put(type, made);
    }
    return made;
  }

  /** What a component has that was not there yet when its record was written. */
  static @Nullable Object absent(Class<?> type) {
    if (type == int.class) {
      return 0;
    }
    if (type == long.class) {
      return 0L;
    }
    if (type == boolean.class) {
      return false;
    }
    if (type == List.class) {
      return List.of();
    }
    if (type == SortedSet.class) {
      return new TreeSet<>();
    }
    return type == Map.class || type == SortedMap.class ? new TreeMap<>() : null;
  }

  private static Form<Object> make(Type type) {
    if (type instanceof ParameterizedType generic) {
      return generic(generic);
    }
    Class<?> plain = (Class<?>) type;
    if (plain == Expr.class) {
      return anyOf(new ExprForm());
    }
    Form<?> scalar = Scalars.of(plain);
    if (scalar != null) {
      return anyOf(scalar);
    }
    if (plain.isRecord()) {
      return new RecordForm(plain);
    }
    return plain.isSealed() && plain.getPackageName().startsWith("io.threadline.")
        ? new ChoiceForm(plain)
        : anyOf(new JsonForm<>(plain));
  }

  private static Form<Object> generic(ParameterizedType type) {
    Type[] arguments = type.getActualTypeArguments();
    if (type.getRawType() == List.class) {
      return anyOf(ListForm.of(of(arguments[0]), arguments[0] == Step.class));
    }
    if (type.getRawType() == SortedMap.class) {
      return anyOf(new MapForm(of(arguments[0]), of(arguments[1]), true));
    }
    if (type.getRawType() == Map.class) {
      return anyOf(new MapForm(of(arguments[0]), of(arguments[1]), false));
    }
    if (type.getRawType() == SortedSet.class) {
      return anyOf(new SetForm(of(arguments[0])));
    }
    throw new IllegalArgumentException("there is no form for " + type);
  }

  @SuppressWarnings("unchecked")
  static Form<Object> anyOf(Form<?> form) {
    return (Form<Object>) form;
  }
}
