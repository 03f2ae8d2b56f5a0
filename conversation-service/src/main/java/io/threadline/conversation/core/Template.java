package io.threadline.conversation.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text with variables, as {@code Dear {{customer.name|customer}}}: what follows the bar stands
 * where there is no value.
 */
public record Template(String text) {
  private static final Pattern VARIABLE =
      Pattern.compile("\\{\\{\\s*([\\p{L}][\\p{L}\\p{N}._-]{0,63})\\s*(?:\\|([^{}]*))?\\}\\}");

  /**
   * The text with its variables replaced.
   *
   * @param empty variables that have neither a value nor a word in its place: they are left as they
   *     stand, and such a text must not be sent
   */
  public record Filled(String text, List<String> empty) {}

  /** The text with these values. */
  public Filled fill(Map<String, String> values) {
    List<String> empty = new ArrayList<>();
    Matcher variables = VARIABLE.matcher(text);
    StringBuilder filled = new StringBuilder();
    while (variables.find()) {
      String name = variables.group(1);
      String value = values.getOrDefault(name, "");
      String other = variables.group(2);
      if (!value.isBlank()) {
        variables.appendReplacement(filled, Matcher.quoteReplacement(value));
      } else if (other != null) {
        variables.appendReplacement(filled, Matcher.quoteReplacement(other));
      } else {
        empty.add(name);
        variables.appendReplacement(filled, Matcher.quoteReplacement(variables.group()));
      }
    }
    variables.appendTail(filled);
    return new Filled(filled.toString(), empty.stream().distinct().toList());
  }

  /** The names of the variables that a text still has; empty for a text that can be sent. */
  public static List<String> leftIn(String text) {
    return VARIABLE.matcher(text).results().map(match -> match.group(1)).distinct().toList();
  }
}
