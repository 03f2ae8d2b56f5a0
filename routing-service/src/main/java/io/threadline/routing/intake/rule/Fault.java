package io.threadline.routing.intake.rule;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with a rule set and what to do about it.
 *
 * @param in the rule or the sample, as "rule 'refunds'"
 * @param field the member of it
 * @param line of the condition, from 1; null where there is no position
 * @param column of the condition, from 1
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Fault(
    String in,
    String field,
    @Nullable Integer line,
    @Nullable Integer column,
    String message,
    String whatToDo) {

  static Fault of(String in, String field, String message, String whatToDo) {
    return new Fault(in, field, null, null, message, whatToDo);
  }

  /** All of it in a sentence. */
  public String sentence() {
    String where = line == null ? "" : " at line " + line + ", column " + column;
    return in + ", " + field + where + ": " + message + ": " + whatToDo;
  }
}
