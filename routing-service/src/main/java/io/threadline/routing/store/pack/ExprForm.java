package io.threadline.routing.store.pack;

import io.threadline.routing.core.requirement.Expr;
import io.threadline.routing.core.requirement.ExprParser;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** An expression, as people write it. A pool's tickets wait by a few, however many they are. */
final class ExprForm implements Form<Expr> {
  private static final int MAX_KNOWN = 10_000;

  private final Map<Expr, String> texts = new ConcurrentHashMap<>();
  private final Map<String, Expr> exprs = new ConcurrentHashMap<>();

  @Override
  public void write(PackWriter out, Expr expr) {
    String text = texts.get(expr);
    if (text == null) {
      text = expr.toString();
      bounded(texts).put(expr, text);
    }
    out.text(text);
  }

  @Override
  public Expr read(PackReader in) {
    String text = in.text();
    Expr expr = exprs.get(text);
    if (expr == null) {
      expr = ExprParser.parse(text);
      bounded(exprs).put(text, expr);
    }
    return expr;
  }

  private static <K, V> Map<K, V> bounded(Map<K, V> map) {
    if (map.size() > MAX_KNOWN) {
      map.clear();
    }
    return map;
  }
}
