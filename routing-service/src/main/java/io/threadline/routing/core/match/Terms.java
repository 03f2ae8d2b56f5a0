package io.threadline.routing.core.match;

import io.threadline.routing.core.agent.Hold;
import io.threadline.routing.core.agent.Ledger;
import io.threadline.routing.core.state.Agent;
import io.threadline.routing.core.state.PoolSettings;
import java.util.List;

/**
 * What tickets cost an agent, by the channel's number; one object for all who have no own terms.
 */
final class Terms {
  /** Known for no channel. */
  static final Terms NONE = new Terms(0);

  private final int[] weights;
  private final int[] maxima;
  private final Ledger[] ledgers;

  private Terms(int channels) {
    weights = new int[channels];
    maxima = new int[channels];
    ledgers = new Ledger[channels];
  }

  static Terms of(PoolSettings settings, Agent agent, List<String> channels) {
    Terms terms = new Terms(channels.size());
    for (int i = 0; i < channels.size(); i++) {
      Hold hold = Admission.hold(settings, agent, channels.get(i));
      terms.weights[i] = hold.weight();
      terms.ledgers[i] = hold.ledger();
      terms.maxima[i] = Admission.maximum(settings, agent, channels.get(i));
    }
    return terms;
  }

  /** How many channels it covers. */
  int channels() {
    return weights.length;
  }

  int weight(int channel) {
    return weights[channel];
  }

  int maximum(int channel) {
    return maxima[channel];
  }

  Ledger ledger(int channel) {
    return ledgers[channel];
  }
}
