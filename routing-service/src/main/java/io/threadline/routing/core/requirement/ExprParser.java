package io.threadline.routing.core.requirement;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the text of an {@link Expr}:
 *
 * <pre>
 * expr   := all ("or" all)*
 * all    := factor ("and" factor)*
 * factor := "(" expr ")" | "any" | "language" | skill [">=" level]
 *         | ["not"] "agent" "in" "{" login ("," login)* "}"
 * </pre>
 */
public final class ExprParser {
  /** A longer text is not a requirement but an accident. */
  private static final int MAX_LENGTH = 1_000;

  private static final int MAX_DEPTH = 20;
  private static final Pattern TOKEN =
      Pattern.compile("\\s*(>=|[(){},]|[\\p{L}\\p{N}_.@+:-]+)", Pattern.UNICODE_CHARACTER_CLASS);

  private final List<String> tokens;
  private int next;
  private int depth;

  private ExprParser(List<String> tokens) {
    this.tokens = tokens;
  }

  /**
   * The condition that the text states.
   *
   * @throws IllegalArgumentException with the text and the place that does not read
   */
  public static Expr parse(String text) {
    if (text.length() > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "expression has " + text.length() + " characters, at most " + MAX_LENGTH + " are read");
    }
    ExprParser parser = new ExprParser(tokens(text));
    Expr expr = parser.expr();
    if (parser.next < parser.tokens.size()) {
      throw parser.unexpected("'and', 'or' or the end");
    }
    return expr;
  }

  private static List<String> tokens(String text) {
    List<String> tokens = new ArrayList<>();
    Matcher matcher = TOKEN.matcher(text);
    int at = 0;
    while (matcher.find(at) && matcher.start() == at) {
      tokens.add(matcher.group(1));
      at = matcher.end();
    }
    if (!text.substring(at).isBlank()) {
      throw new IllegalArgumentException(
          "expression '" + text + "' does not read from '" + text.substring(at).strip() + "'");
    }
    return tokens;
  }

  private Expr expr() {
    List<Expr> parts = new ArrayList<>(List.of(all()));
    while (accept("or")) {
      parts.add(all());
    }
    return parts.size() == 1 ? parts.getFirst() : new Expr.AnyOf(parts);
  }

  private Expr all() {
    List<Expr> parts = new ArrayList<>(List.of(factor()));
    while (accept("and")) {
      parts.add(factor());
    }
    return parts.size() == 1 ? parts.getFirst() : new Expr.AllOf(parts);
  }

  private Expr factor() {
    if (accept("(")) {
      if (++depth > MAX_DEPTH) {
        throw new IllegalArgumentException(
            "expression is nested deeper than " + MAX_DEPTH + " levels");
      }
      Expr inner = expr();
      expect(")");
      depth--;
      return inner;
    }
    if (accept("any")) {
      return new Expr.Any();
    }
    if (accept("language")) {
      return new Expr.Language();
    }
    if (accept("not")) {
      expect("agent");
      return agents(true);
    }
    return accept("agent") ? agents(false) : skill();
  }

  private Expr agents(boolean negated) {
    expect("in");
    expect("{");
    SortedSet<String> logins = new TreeSet<>();
    do {
      logins.add(word("an agent's login"));
    } while (accept(","));
    expect("}");
    return new Expr.AgentIn(logins, negated);
  }

  private Expr skill() {
    String skill = word("a skill");
    if (!accept(">=")) {
      return new Expr.SkillAtLeast(skill, 1);
    }
    String level = word("a level");
    try {
      return new Expr.SkillAtLeast(skill, Integer.parseInt(level));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "level '" + level + "' of skill '" + skill + "' must be a number from 1 to 10", e);
    }
  }

  private String word(String what) {
    String token = next < tokens.size() ? tokens.get(next) : "";
    if (token.isEmpty() || !Character.isLetterOrDigit(token.codePointAt(0))) {
      throw unexpected(what);
    }
    next++;
    return token;
  }

  private boolean accept(String token) {
    if (next < tokens.size() && tokens.get(next).equalsIgnoreCase(token)) {
      next++;
      return true;
    }
    return false;
  }

  private void expect(String token) {
    if (!accept(token)) {
      throw unexpected("'" + token + "'");
    }
  }

  private IllegalArgumentException unexpected(String wanted) {
    String found = next < tokens.size() ? "'" + tokens.get(next) + "'" : "the end";
    return new IllegalArgumentException(
        "expression '" + String.join(" ", tokens) + "': expected " + wanted + ", found " + found);
  }
}
