package io.threadline.routing.core.state;

import io.threadline.routing.core.requirement.Expr;
import io.threadline.routing.core.requirement.Step;
import java.util.LinkedHashMap;
import java.util.Map;

/** Remembers how expressions and steps read, since the same few are written again and again. */
public final class Texts {
  private static final int MAX_REMEMBERED = 50_000;
  private final Map<Expr, String> exprs = new LinkedHashMap<>();
  private final Map<Step, String> steps = new LinkedHashMap<>();

  public String of(Expr expr) {
    String text = exprs.get(expr);
    return text == null ? remember(exprs, expr, expr.toString()) : text;
  }

  public String of(Step step) {
    String text = steps.get(step);
    return text == null ? remember(steps, step, step.toString()) : text;
  }

  private static <K> String remember(Map<K, String> texts, K key, String text) {
    if (texts.size() >= MAX_REMEMBERED) {
      texts.clear();
    }
    texts.put(key, text);
    return text;
  }
}
