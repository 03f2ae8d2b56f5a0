package io.threadline.routing.intake.rule;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelSourceLocation;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Compiles conditions, with the type and the cost of each known before it runs. CEL has no loops
 * but those over a list or a map, its patterns are RE2's, which never backtrack, and nothing in it
 * can change anything; the limits here bound what is left.
 */
final class RuleCompiler {
  static final int MAX_LENGTH = 2_000;
  private static final int MAX_NODES = 500;
  private static final int MAX_DEPTH = 32;
  private static final int MAX_ITERATIONS = 1_000;
  private static final int MAX_PATTERN_PROGRAM = 2_000;

  /** How much larger a compiled pattern may come out than it was reckoned. */
  private static final int PATTERN_ROOM = 10;

  private static final String VARIABLES =
      "channel, account, subject, text, language, written, queue, priority, customer, time";

  private static final CelOptions OPTIONS =
      CelOptions.current()
          .maxExpressionCodePointSize(MAX_LENGTH)
          .maxParseExpressionNodeCount(MAX_NODES)
          .maxParseRecursionDepth(MAX_DEPTH)
          .comprehensionMaxIterations(MAX_ITERATIONS)
          .maxRegexProgramSize(PATTERN_ROOM * MAX_PATTERN_PROGRAM)
          .build();

  /** What every rule is compiled and run with, made when the first rule is: many have none. */
  private static final class Environment {
    static final CelCompiler COMPILER =
        CelCompilerFactory.standardCelCompilerBuilder()
            .setOptions(OPTIONS)
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .addVar("channel", SimpleType.STRING)
            .addVar("account", SimpleType.STRING)
            .addVar("subject", SimpleType.STRING)
            .addVar("text", SimpleType.STRING)
            .addVar("language", SimpleType.STRING)
            .addVar("written", SimpleType.STRING)
            .addVar("queue", SimpleType.STRING)
            .addVar("priority", SimpleType.STRING)
            .addVar("customer", MapType.create(SimpleType.STRING, SimpleType.STRING))
            .addVar("time", SimpleType.TIMESTAMP)
            .setResultType(SimpleType.BOOL)
            .build();
    static final CelRuntime RUNTIME =
        CelRuntimeFactory.standardCelRuntimeBuilder().setOptions(OPTIONS).build();
  }

  /** What became of a condition. */
  sealed interface Compiled {
    /** It can be asked. */
    record Condition(CelRuntime.Program program, long cost) implements Compiled {}

    /** It cannot be used. */
    record Faulty(List<Fault> faults) implements Compiled {}
  }

  /** Compiles the condition of a rule. */
  Compiled compile(Rule rule) {
    String in = "rule '" + rule.name() + "'";
    CelValidationResult result = Environment.COMPILER.compile(rule.when());
    if (result.hasError()) {
      return new Compiled.Faulty(
          result.getErrors().stream().map(issue -> fault(in, issue)).toList());
    }
    try {
      CelAbstractSyntaxTree ast = result.getAst();
      List<Fault> faults = new ArrayList<>(patterns(in, ast));
      long cost = Cost.of(ast.getExpr());
      if (cost > Cost.MAX) {
        faults.add(tooExpensive(in, cost));
      }
      return faults.isEmpty()
          ? new Compiled.Condition(Environment.RUNTIME.createProgram(ast), cost)
          : new Compiled.Faulty(faults);
    } catch (CelValidationException | CelEvaluationException e) {
      return new Compiled.Faulty(
          List.of(Fault.of(in, "when", String.valueOf(e.getMessage()), "write it another way")));
    }
  }

  private static Fault tooExpensive(String in, long cost) {
    return Fault.of(
        in,
        "when",
        "it costs too much: up to %,d steps, and %,d is the limit".formatted(cost, Cost.MAX),
        "put macros (all, exists, map, filter) side by side rather than into each other, and one"
            + " pattern in place of many");
  }

  /** Patterns are part of the rule, never of what the customer wrote, and are tried here. */
  private static List<Fault> patterns(String in, CelAbstractSyntaxTree ast) {
    return CelNavigableAst.fromAst(ast)
        .getRoot()
        .allNodes()
        .map(node -> node.expr())
        .filter(expr -> expr.getKind() == CelExpr.ExprKind.Kind.CALL)
        .filter(expr -> expr.call().function().equals("matches"))
        .map(expr -> expr.call().args().getLast())
        .map(pattern -> patternFault(in, ast, pattern))
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<Fault> patternFault(
      String in, CelAbstractSyntaxTree ast, CelExpr pattern) {
    Optional<CelSourceLocation> at =
        Optional.ofNullable(ast.getSource().getPositionsMap().get(pattern.id()))
            .flatMap(ast.getSource()::getOffsetLocation);
    Integer line = at.map(CelSourceLocation::getLine).orElse(null);
    Integer column = at.map(location -> location.getColumn() + 1).orElse(null);
    if (pattern.getKind() != CelExpr.ExprKind.Kind.CONSTANT
        || pattern.constant().getKind() != CelConstant.Kind.STRING_VALUE) {
      return Optional.of(
          new Fault(
              in,
              "when",
              line,
              column,
              "the pattern of matches() is computed",
              "write the pattern out between quotes"));
    }
    String written = pattern.constant().stringValue();
    return patternError(written)
        .map(error ->
            new Fault(
                in,
                "when",
                line,
                column,
                "the pattern '" + written + "' is not valid, " + error,
                "see the syntax of RE2; '(?i)' at its start ignores case"));
  }

  private static Optional<String> patternError(String written) {
    double size = PatternSize.of(written);
    if (size > MAX_PATTERN_PROGRAM) {
      return Optional.of(
          "it is too large: about %,.0f instructions, and %,d is the limit"
              .formatted(size, MAX_PATTERN_PROGRAM));
    }
    try {
      var _ = Pattern.compile(written);
      return Optional.empty();
    } catch (PatternSyntaxException e) {
      return Optional.of(String.valueOf(e.getDescription()));
    }
  }

  private static Fault fault(String in, CelIssue issue) {
    CelSourceLocation at = issue.getSourceLocation();
    String message = issue.getMessage();
    boolean known = at.getLine() > 0;
    return new Fault(
        in,
        "when",
        known ? at.getLine() : null,
        known ? at.getColumn() + 1 : null,
        message,
        whatToDo(message));
  }

  private static String whatToDo(@Nullable String message) {
    String said = message == null ? "" : message.toLowerCase(Locale.ROOT);
    if (said.contains("undeclared reference")) {
      return "conditions may use "
          + VARIABLES
          + ", the operators of CEL and its functions"
          + " contains, startsWith, endsWith, matches, size, getHours and the like";
    }
    if (said.contains("expected type 'bool'")) {
      return "a condition is true or false: compare, as in channel == 'email'";
    }
    if (said.contains("no matching overload")) {
      return "both sides must be of one type: texts stand between quotes, numbers do not";
    }
    if (said.contains("size exceeds") || said.contains("limit") || said.contains("node count")) {
      return "split it into several rules: %,d characters, %,d parts and a depth of %d are the limits"
          .formatted(MAX_LENGTH, MAX_NODES, MAX_DEPTH);
    }
    return "write it as CEL, as in channel == 'email' && text.contains('refund')";
  }
}
