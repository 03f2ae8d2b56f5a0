package io.threadline.routing.core.match;

/** Why an agent cannot be offered a ticket: the first of these that holds. */
public enum Exclusion {
  OFFLINE("is offline"),
  AWAY("is away"),
  DRAINING("finishes the work at hand"),
  REQUIREMENT("does not satisfy the active step"),
  COOLDOWN("declined or missed this ticket a moment ago"),
  RAMP("has just come to work and had the first offers"),
  CHANNEL_MAXIMUM("has the most tickets of this channel already"),
  CAPACITY("has no capacity left for it");

  private final String sentence;

  Exclusion(String sentence) {
    this.sentence = sentence;
  }

  /** The reason with the agent as its subject. */
  public String sentence() {
    return sentence;
  }
}
