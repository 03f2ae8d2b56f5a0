package io.threadline.routing.core.flow;

import io.threadline.contracts.routing.RoutingEvent;
import io.threadline.contracts.routing.RoutingEvent.Position;
import io.threadline.routing.core.Stamp;
import io.threadline.routing.core.match.Decision;
import io.threadline.routing.core.match.Market;
import io.threadline.routing.core.match.Trigger;
import io.threadline.routing.core.state.Fingerprint;
import io.threadline.routing.core.state.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The work of one input: the state it changes, what it tells the world, and who has to be matched
 * before it is over.
 */
public final class Turn {
  private final String pool;
  private final State state;
  private final Market market;
  private final Consumer<? super Decision> witness;
  private final Stamp stamp;
  private final List<RoutingEvent> events = new ArrayList<>(4);
  private final List<Decision> decisions = new ArrayList<>(2);
  private SortedMap<String, Trigger> freeAgents = Collections.emptySortedMap();
  private SortedMap<UUID, Trigger> restlessTickets = Collections.emptySortedMap();
  private int offers;

  /**
   * Begins the work of an input.
   *
   * @param witness hears of every decision before it takes effect
   */
  public Turn(
      String pool, State state, Market market, Stamp stamp, Consumer<? super Decision> witness) {
    this.pool = pool;
    this.witness = witness;
    this.state = state;
    this.market = market;
    this.stamp = stamp;
  }

  public State state() {
    return state;
  }

  /** Where agents and tickets are found. */
  Market market() {
    return market;
  }

  public Stamp stamp() {
    return stamp;
  }

  public Instant now() {
    return stamp.at();
  }

  /** Tells the world; the function is given the event's position in the log. */
  void tell(Function<Position, RoutingEvent> event) {
    events.add(event.apply(new Position(pool, stamp.seq(), events.size(), stamp.epoch())));
  }

  void record(Decision decision) {
    witness.accept(decision);
    decisions.add(decision);
  }

  int decisionCount() {
    return decisions.size();
  }

  /** The agent may be able to take more than before. */
  void free(String agent, Trigger trigger) {
    freeAgents = putIfAbsent(freeAgents, agent, trigger);
  }

  /** The ticket may be taken by agents who could not take it before. */
  void restless(UUID ticketId, Trigger trigger) {
    restlessTickets = putIfAbsent(restlessTickets, ticketId, trigger);
  }

  /** Most inputs touch nobody: the empty map is shared. */
  private static <K> SortedMap<K, Trigger> putIfAbsent(
      SortedMap<K, Trigger> map, K key, Trigger trigger) {
    SortedMap<K, Trigger> changed = map.isEmpty() ? new TreeMap<>() : map;
    changed.putIfAbsent(key, trigger);
    return changed;
  }

  /** Who is to be matched, emptied by the call. */
  SortedMap<String, Trigger> takeFreeAgents() {
    SortedMap<String, Trigger> taken = freeAgents;
    freeAgents = Collections.emptySortedMap();
    return taken;
  }

  /** Which tickets are to be matched, emptied by the call. */
  SortedMap<UUID, Trigger> takeRestlessTickets() {
    SortedMap<UUID, Trigger> taken = restlessTickets;
    restlessTickets = Collections.emptySortedMap();
    return taken;
  }

  /**
   * An id for an offer: the same whenever the log is replayed. It has the form of a UUIDv7 (RFC
   * 9562): the input's time, then bits derived from pool, sequence and number.
   */
  UUID nextOfferId() {
    long poolBits = new Fingerprint().add(pool).value();
    long low = Fingerprint.mix(poolBits ^ Fingerprint.mix(stamp.seq() * 4096 + offers));
    long high = (stamp.at().toEpochMilli() << 16) | 0x7000L | ((stamp.seq() + offers) & 0x0FFFL);
    offers++;
    return new UUID(high, (low & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L);
  }

  public List<RoutingEvent> events() {
    return Collections.unmodifiableList(events);
  }

  public List<Decision> decisions() {
    return Collections.unmodifiableList(decisions);
  }
}
