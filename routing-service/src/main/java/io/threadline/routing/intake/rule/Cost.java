package io.threadline.routing.intake.rule;

import static dev.cel.common.ast.CelConstant.Kind.STRING_VALUE;

import dev.cel.common.ast.CelExpr;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a condition can cost at worst, before it is run. The unit is about one step of the
 * interpreter; reading ten characters of a text counts as one, as in the cost model of CEL's Go
 * implementation (cel-go, {@code checker/cost.go}). Sizes are those that {@link Facts} are cut to.
 */
final class Cost {
  /** Of one condition. A search for a dozen words in the text costs some thousands. */
  static final long MAX = 100_000;

  private static final double PER_CHARACTER = 0.1;
  private static final double PER_PATTERN_CHARACTER = 0.25;

  /** What a value is made of; a plain one has no characters and no elements. */
  private record Size(double length, Map<String, Size> parts) {
    static final Size ONE = new Size(1, Map.of());

    static Size text(double characters) {
      return new Size(characters, Map.of());
    }

    static Size list(double length, Size element) {
      return new Size(length, Map.of("element", element));
    }

    static Size map(double length, Size key, Size value) {
      return new Size(length, Map.of("element", value, "key", key));
    }

    /** What an index gives. */
    Size element() {
      return parts.getOrDefault("element", ONE);
    }

    /** What a macro runs over. */
    Size each() {
      return parts.getOrDefault("key", element());
    }

    Size larger(Size other) {
      Map<String, Size> larger = new HashMap<>(parts);
      other.parts.forEach((name, size) -> larger.merge(name, size, Size::larger));
      return new Size(Math.max(length, other.length), larger);
    }

    double reading() {
      double inner = parts.values().stream().mapToDouble(Size::reading).sum();
      return 1 + length * PER_CHARACTER * Math.max(1, inner);
    }
  }

  private final Map<String, Size> scope;
  private double sum;

  private Cost(Map<String, Size> scope) {
    this.scope = scope;
  }

  /** The worst cost of a condition over {@link Facts}. */
  static long of(CelExpr condition) {
    Size value = Size.text(Facts.MAX_VALUE);
    Map<String, Size> scope = new HashMap<>();
    for (String name : List.of("channel", "account", "subject", "queue")) {
      scope.put(name, value);
    }
    scope.put("text", Size.text(Facts.MAX_TEXT));
    scope.put("customer", Size.map(Facts.MAX_ATTRIBUTES, value, value));
    Cost cost = new Cost(scope);
    cost.visit(condition);
    return Math.round(Math.min(cost.sum, Long.MAX_VALUE));
  }

  private Size visit(CelExpr expr) {
    sum++;
    return switch (expr.getKind()) {
      case CONSTANT ->
          expr.constant().getKind() == STRING_VALUE
              ? Size.text(expr.constant().stringValue().length())
              : Size.ONE;
      case IDENT -> scope.getOrDefault(expr.ident().name(), Size.ONE);
      case SELECT -> visit(expr.select().operand()).element();
      case CALL -> call(expr.call());
      case LIST -> list(expr.list().elements());
      case MAP -> map(expr);
      case COMPREHENSION -> comprehension(expr.comprehension());
      case STRUCT, NOT_SET -> Size.ONE;
    };
  }

  private Size list(List<CelExpr> elements) {
    Size element = Size.ONE;
    for (CelExpr each : elements) {
      element = element.larger(visit(each));
    }
    return Size.list(elements.size(), element);
  }

  private Size map(CelExpr expr) {
    Size key = Size.ONE;
    Size value = Size.ONE;
    for (CelExpr.CelMap.Entry entry : expr.map().entries()) {
      key = key.larger(visit(entry.key()));
      value = value.larger(visit(entry.value()));
    }
    return Size.map(expr.map().entries().size(), key, value);
  }

  private Size call(CelExpr.CelCall call) {
    List<Size> sizes = new ArrayList<>();
    call.target().ifPresent(target -> sizes.add(visit(target)));
    call.args().forEach(arg -> sizes.add(visit(arg)));
    double reading = sizes.stream().mapToDouble(Size::reading).sum();
    return switch (call.function()) {
      case "_&&_", "_||_", "!_", "size", "@not_strictly_false" -> Size.ONE;
      case "_[_]" -> sizes.getFirst().element();
      case "_?_:_" -> sizes.get(1).larger(sizes.get(2));
      case "contains" -> charged(sizes.get(0).reading() * sizes.get(1).reading(), Size.ONE);
      case "matches" ->
          charged(
              sizes.get(0).reading() * (1 + sizes.get(1).length() * PER_PATTERN_CHARACTER),
              Size.ONE);
      case "_+_" -> charged(reading, joined(sizes));
      default -> charged(reading, sizes.stream().reduce(Size.ONE, Size::larger));
    };
  }

  private static Size joined(List<Size> sizes) {
    Size larger = sizes.stream().reduce(Size.ONE, Size::larger);
    double length = sizes.stream().mapToDouble(Size::length).sum();
    return new Size(length, larger.parts());
  }

  private Size charged(double cost, Size result) {
    sum += cost;
    return result;
  }

  /** The body as often as there are elements; what it collects is as long as what it runs over. */
  private Size comprehension(CelExpr.CelComprehension loop) {
    Size range = visit(loop.iterRange());
    Size start = visit(loop.accuInit());
    Map<String, Size> inner = new HashMap<>(scope);
    inner.put(loop.iterVar(), range.each());
    inner.put(loop.iterVar2(), range.element());
    inner.put(loop.accuVar(), start);
    Size collected = new Cost(inner).visit(loop.loopStep());
    Size result = new Size(Math.max(1, range.length()), start.larger(collected).parts());
    inner.put(loop.accuVar(), result);
    Cost body = new Cost(inner);
    body.visit(loop.loopCondition());
    body.visit(loop.loopStep());
    sum += range.length() * body.sum;
    Cost end = new Cost(inner);
    Size value = end.visit(loop.result());
    sum += end.sum;
    return value;
  }
}
