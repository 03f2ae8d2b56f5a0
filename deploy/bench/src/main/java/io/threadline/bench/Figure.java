package io.threadline.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.MathContext;
import org.jspecify.annotations.Nullable;

/**
 * One measured value.
 *
 * @param name as {@code pipeline.thread_p99}
 * @param unit as {@code ms} or {@code messages/s}
 * @param reference what the value is held against, in the same unit, measured in the same run; null
 *     when there is nothing to hold it against
 */
public record Figure(String name, double value, String unit, @Nullable Double reference) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final MathContext DIGITS = new MathContext(4);

  /** A value that stands alone. */
  public static Figure of(String name, double value, String unit) {
    return new Figure(name, value, unit, null);
  }

  /** The value held against another. */
  public Figure against(double limit) {
    return new Figure(name, value, unit, limit);
  }

  /** Value by reference; null without one. */
  public @Nullable Double ratio() {
    return reference == null || reference == 0 ? null : value / reference;
  }

  /** One line: {@code figure}, {@code value}, {@code unit}, {@code reference}, {@code ratio}. */
  public String json() {
    ObjectNode node = JSON.createObjectNode();
    node.put("figure", name);
    node.put("value", number(value));
    node.put("unit", unit);
    node.put("reference", number(reference));
    node.put("ratio", number(ratio()));
    return node.toString();
  }

  private static @Nullable Double number(@Nullable Double value) {
    BigDecimal rounded = rounded(value);
    return rounded == null ? null : rounded.doubleValue();
  }

  /** Four digits are more than any measurement here is good for. */
  static @Nullable BigDecimal rounded(@Nullable Double number) {
    if (number == null) {
      return null;
    }
    BigDecimal digits = new BigDecimal(number).round(DIGITS).stripTrailingZeros();
    return digits.scale() < 0 ? digits.setScale(0) : digits;
  }
}
