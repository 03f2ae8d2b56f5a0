package io.threadline.routing.simulate;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What agents do with a request beside taking it and working on it to its end.
 *
 * @param refusals by agent: how offers of it are refused, one after the other; further ones are
 *     accepted
 * @param passes how it is passed on, one after the other, whoever holds it then
 */
public record Conduct(Map<String, List<Refusal>> refusals, List<Pass> passes) {
  /** Everybody takes it and works on it to its end. */
  public static final Conduct PLAIN = new Conduct(Map.of(), List.of());

  /**
   * An offer that is not accepted.
   *
   * @param after declined so long after it was made; null to let it time out
   */
  public record Refusal(@Nullable Duration after) {}

  /**
   * The holder gives it away.
   *
   * @param handling how long the holder works on it before
   * @param toQueue null if it goes to an agent
   * @param toAgent null if it goes to a queue
   */
  public record Pass(
      Duration handling, @Nullable String toQueue, @Nullable String toAgent, boolean dropSkills) {}
}
