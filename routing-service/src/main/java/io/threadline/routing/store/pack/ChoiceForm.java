package io.threadline.routing.store.pack;

import java.util.HashMap;
import java.util.Map;

/** One of several records: its simple name, then itself. */
final class ChoiceForm implements Form<Object> {
  private final Class<?> type;
  private final Map<String, Form<Object>> forms = new HashMap<>();

  ChoiceForm(Class<?> type) {
    this.type = type;
    for (Class<?> each : type.getPermittedSubclasses()) {
      forms.put(each.getSimpleName(), Forms.of(each));
    }
  }

  @Override
  public void write(PackWriter out, Object value) {
    String name = value.getClass().getSimpleName();
    out.text(name);
    form(name).write(out, value);
  }

  @Override
  public Object read(PackReader in) {
    return form(in.text()).read(in);
  }

  private Form<Object> form(String name) {
    Form<Object> form = forms.get(name);
    if (form == null) {
      throw new IllegalStateException(
          "%s has no '%s': a newer release wrote it".formatted(type.getSimpleName(), name));
    }
    return form;
  }
}
