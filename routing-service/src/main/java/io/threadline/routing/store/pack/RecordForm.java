package io.threadline.routing.store.pack;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import org.jspecify.annotations.Nullable;

/**
 * A record: how many components it had when it was written, which of them are null, the others in
 * order. Components that it had not then are null, zero, false or empty.
 */
final class RecordForm implements Form<Object> {
  private static final int MAX_COMPONENTS = 62;

  private final Class<?> type;
  private final MethodHandle[] accessors;
  private final MethodHandle constructor;
  private final Form<Object>[] forms;
  private final @Nullable Object[] absent;

  RecordForm(Class<?> type) {
    this.type = type;
    RecordComponent[] components = type.getRecordComponents();
    if (components.length > MAX_COMPONENTS) {
      throw new IllegalArgumentException(type + " has too many components");
    }
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      accessors = new MethodHandle[components.length];
      @SuppressWarnings({"unchecked", "rawtypes"})
      Form<Object>[] made = new Form[components.length];
      absent = new Object[components.length];
      Class<?>[] types = new Class<?>[components.length];
      for (int i = 0; i < components.length; i++) {
        types[i] = components[i].getType();
        accessors[i] =
            lookup
                .unreflect(components[i].getAccessor())
                .asType(MethodType.methodType(Object.class, Object.class));
        made[i] = Forms.of(components[i].getGenericType());
        absent[i] = Forms.absent(types[i]);
      }
      forms = made;
      constructor =
          lookup
              .findConstructor(type, MethodType.methodType(void.class, types))
              .asType(MethodType.genericMethodType(components.length))
              .asSpreader(Object[].class, components.length);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(type + " cannot be packed: make it public", e);
    }
  }

  @Override
  public void write(PackWriter out, Object record) {
    try {
      @Nullable Object[] values = new Object[accessors.length];
      long nulls = 0;
      for (int i = 0; i < values.length; i++) {
        Object value = (Object) accessors[i].invokeExact(record);
        values[i] = value;
        nulls |= value == null ? 1L << i : 0;
      }
      out.number(values.length);
      out.number(nulls);
      for (int i = 0; i < values.length; i++) {
        Object value = values[i];
        if (value != null) {
          forms[i].write(out, value);
        }
      }
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(type + " cannot be written", e);
    }
  }

  @Override
  public Object read(PackReader in) {
    long written = in.number();
    long nulls = in.number();
    if (written > forms.length) {
      throw new IllegalStateException(
          "%s was written with %d components, here it has %d: a newer release wrote it"
              .formatted(type.getSimpleName(), written, forms.length));
    }
    @Nullable Object[] values = absent.clone();
    for (int i = 0; i < written; i++) {
      values[i] = (nulls >>> i & 1) != 0 ? null : forms[i].read(in);
    }
    try {
      return constructor.invokeExact(values);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(type + " cannot be read", e);
    }
  }
}
