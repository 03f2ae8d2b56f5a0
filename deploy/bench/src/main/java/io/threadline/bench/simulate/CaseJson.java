package io.threadline.bench.simulate;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.threadline.routing.simulate.ErlangFigures;
import io.threadline.routing.simulate.Estimate;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The figures of a simulated case, for programs and for people. */
final class CaseJson {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final MathContext DIGITS = new MathContext(9);

  private CaseJson() {}

  /** One object with a {@code mean}, {@code low} and {@code high} for each figure. */
  static String of(ErlangFigures figures) {
    ObjectNode node = JSON.createObjectNode();
    byName(figures)
        .forEach((name, estimate) -> {
          ObjectNode values = node.putObject(name);
          values.put("mean", digits(estimate.mean()));
          values.put("low", digits(estimate.low()));
          values.put("high", digits(estimate.high()));
        });
    return node.toString();
  }

  /** A line for each figure. */
  static List<String> lines(ErlangFigures figures) {
    return byName(figures).entrySet().stream()
        .map(entry -> "%-16s %s".formatted(entry.getKey(), text(entry.getValue())))
        .toList();
  }

  /** The figure with its interval. */
  static String text(Estimate estimate) {
    return "%10.5f  [%.5f, %.5f]".formatted(estimate.mean(), estimate.low(), estimate.high());
  }

  private static Map<String, Estimate> byName(ErlangFigures figures) {
    Map<String, Estimate> byName = new LinkedHashMap<>();
    byName.put("pWait", figures.pWait());
    byName.put("asaSeconds", figures.asaSeconds());
    byName.put("serviceLevel20", figures.serviceLevel20());
    byName.put("pAbandon", figures.pAbandon());
    return byName;
  }

  private static double digits(double value) {
    return new BigDecimal(value).round(DIGITS).doubleValue();
  }
}
