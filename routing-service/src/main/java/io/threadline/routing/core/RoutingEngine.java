package io.threadline.routing.core;

import io.threadline.contracts.Presence;
import io.threadline.routing.core.flow.CalendarFlow;
import io.threadline.routing.core.flow.ConnectionFlow;
import io.threadline.routing.core.flow.ConsultFlow;
import io.threadline.routing.core.flow.DefinitionFlow;
import io.threadline.routing.core.flow.HandFlow;
import io.threadline.routing.core.flow.Matching;
import io.threadline.routing.core.flow.OfferFlow;
import io.threadline.routing.core.flow.PresenceFlow;
import io.threadline.routing.core.flow.SlaFlow;
import io.threadline.routing.core.flow.TicketFlow;
import io.threadline.routing.core.flow.Timers;
import io.threadline.routing.core.flow.TransferFlow;
import io.threadline.routing.core.flow.Turn;
import io.threadline.routing.core.match.Admission;
import io.threadline.routing.core.match.Decision;
import io.threadline.routing.core.match.Market;
import io.threadline.routing.core.match.Verdict;
import io.threadline.routing.core.match.WhyNot;
import io.threadline.routing.core.state.Agent;
import io.threadline.routing.core.state.CalendarDefinition;
import io.threadline.routing.core.state.Changes;
import io.threadline.routing.core.state.Due;
import io.threadline.routing.core.state.Entity;
import io.threadline.routing.core.state.PoolSettings;
import io.threadline.routing.core.state.State;
import io.threadline.routing.core.state.Ticket;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Decides who takes a ticket, for one pool. The same inputs with the same stamps give the same
 * replies, decisions, events and state in every JVM: there is no clock, no random and no I/O in it.
 * Not safe for several threads: a pool has one writer.
 *
 * <p>Each input first fires the timers that are due, then has its effect, then tickets and agents
 * are matched until nothing more fits.
 */
public final class RoutingEngine {
  private final String pool;
  private final State state = new State();
  private final Market market = new Market(state);
  private long seq;
  private Instant at = Instant.EPOCH;
  private Consumer<? super Decision> witness = _ -> {};

  /**
   * An engine without agents, queues or tickets; its first input configures it.
   *
   * @param pool its name, part of every event's position
   */
  public RoutingEngine(String pool) {
    this.pool = pool;
  }

  /**
   * An engine that goes on from a snapshot.
   *
   * @throws IllegalStateException if the entities are not those that the snapshot's hash was taken
   *     of
   */
  public static RoutingEngine restore(String pool, Snapshot snapshot) {
    RoutingEngine engine = new RoutingEngine(pool);
    snapshot.entities().forEach(engine.state::put);
    engine.state.drainChanges();
    engine.seq = snapshot.seq();
    engine.at = snapshot.at();
    if (engine.stateHash() != snapshot.hash()) {
      throw new IllegalStateException(
          "pool '%s' restored at input %d has state hash %016x, stored was %016x"
              .formatted(pool, snapshot.seq(), engine.stateHash(), snapshot.hash()));
    }
    return engine;
  }

  /**
   * Applies one input.
   *
   * @throws IllegalArgumentException if the stamp does not follow the one before
   */
  public Outcome apply(Stamp stamp, Input input) {
    if (stamp.seq() != seq + 1 || stamp.at().isBefore(at)) {
      throw new IllegalArgumentException(
          "input %d at %s does not follow input %d at %s"
              .formatted(stamp.seq(), stamp.at(), seq, at));
    }
    seq = stamp.seq();
    at = stamp.at();
    Turn turn = new Turn(pool, state, market, stamp, witness);
    Timers.fireDue(turn);
    Matching.run(turn);
    Reply reply = handle(turn, input);
    Matching.run(turn);
    return new Outcome(reply, turn.decisions(), turn.events());
  }

  private static Reply handle(Turn turn, Input input) {
    return switch (input) {
      case Input.PoolConfigured command -> DefinitionFlow.configure(turn, command);
      case Input.SkillDefined command -> DefinitionFlow.define(turn, command);
      case Input.AgentDefined command -> DefinitionFlow.define(turn, command);
      case Input.CalendarDefined command -> CalendarFlow.define(turn, command);
      case Input.QueueDefined command -> DefinitionFlow.define(turn, command);
      case Input.PresenceSet command -> PresenceFlow.set(turn, command);
      case Input.Heartbeat command -> ConnectionFlow.heard(turn, command);
      case Input.ConnectionLost command -> ConnectionFlow.lost(turn, command);
      case Input.Enqueue command -> TicketFlow.enqueue(turn, command);
      case Input.Activity command -> SlaFlow.activity(turn, command);
      case Input.Withdraw command -> TicketFlow.withdraw(turn, command);
      case Input.Complete command -> TicketFlow.complete(turn, command);
      case Input.Accept command -> OfferFlow.accept(turn, command);
      case Input.Decline command -> OfferFlow.decline(turn, command);
      case Input.Defer command -> CalendarFlow.defer(turn, command);
      case Input.Rescind command -> OfferFlow.rescind(turn, command);
      case Input.Transfer command -> TransferFlow.transfer(turn, command);
      case Input.Consult command -> ConsultFlow.ask(turn, command);
      case Input.ConsultDone command -> ConsultFlow.done(turn, command);
      case Input.Assign command -> HandFlow.assign(turn, command);
      case Input.Pull command -> HandFlow.pull(turn, command);
      case Input.WrapUpDone command -> TicketFlow.wrapUpDone(turn, command);
      case Input.Tick _ -> new Reply.Done();
    };
  }

  /** When the next timer is due; null if none runs. An input at or after it fires it. */
  public @Nullable Instant nextDue() {
    Due due = state.nextDue();
    return due == null ? null : due.at();
  }

  /** The last input applied. */
  public long seq() {
    return seq;
  }

  /** The time of the last input applied. */
  public Instant at() {
    return at;
  }

  /** Equal states have equal hashes, in every JVM. */
  public long stateHash() {
    return state.hash();
  }

  /** Everything, to go on from elsewhere. */
  public Snapshot snapshot() {
    return new Snapshot(seq, at, stateHash(), state.entities());
  }

  /** What changed since the last call, to keep a stored copy of the state. */
  public Changes drainChanges() {
    return state.drainChanges();
  }

  /** Every entity as it is now. */
  public List<Entity> entities() {
    return state.entities();
  }

  /** The languages (ISO 639) that somebody in the pool speaks. */
  public SortedSet<String> languages() {
    SortedSet<String> codes = new TreeSet<>();
    state.agents().forEach(agent -> codes.addAll(agent.definition().skills().languages()));
    return codes;
  }

  /** The names of the queues. */
  public SortedSet<String> queueNames() {
    SortedSet<String> names = new TreeSet<>();
    state.queues().forEach(queue -> names.add(queue.name()));
    return names;
  }

  /** The calendars by name. */
  public List<CalendarDefinition> calendars() {
    return List.copyOf(state.calendars());
  }

  /** The agents whose silence counts as a lost connection, those who are lost left out. */
  public SortedSet<String> watchedAgents() {
    SortedSet<String> logins = new TreeSet<>();
    for (Agent agent : state.agents()) {
      if (agent.watched() && agent.lost() == null) {
        logins.add(agent.login());
      }
    }
    return logins;
  }

  /** True if a sign of life changes something: the agent is lost, or was not heard before. */
  public boolean awaitsHeartbeat(String login) {
    Agent agent = state.agent(login);
    return agent == null
        || (agent.presence() != Presence.OFFLINE && (!agent.watched() || agent.lost() != null));
  }

  /** The settings in force; null before the first input has set them. */
  public @Nullable PoolSettings settings() {
    return state.isConfigured() ? state.settings() : null;
  }

  /** How the pool stands, for gauges. */
  public PoolFigures figures(Instant now) {
    return PoolFigures.of(state, now);
  }

  /**
   * For every agent whether the ticket could be offered now, or the first thing in the way; empty
   * for a ticket that routing does not have.
   */
  public List<Verdict> verdicts(UUID ticketId, Instant now) {
    Ticket ticket = state.ticket(ticketId);
    List<Verdict> verdicts = new ArrayList<>();
    if (ticket != null) {
      for (Agent agent : state.agents()) {
        verdicts.add(Admission.verdict(state, agent, ticket, now));
      }
    }
    return verdicts;
  }

  /** Comparisons made so far: a measure of the engine's work that has no noise. */
  public long comparisons() {
    return market.comparisons();
  }

  /**
   * Why the agent was not chosen, or was. To be asked by a witness of the decision: its state is
   * gone when it has taken effect.
   */
  public Verdict whyNot(Decision decision, String login) {
    return WhyNot.of(state, decision, login, at);
  }

  /** The same for every agent, by login. */
  public List<Verdict> whyNot(Decision decision) {
    List<Verdict> verdicts = new ArrayList<>();
    for (Agent agent : state.agents()) {
      verdicts.add(whyNot(decision, agent.login()));
    }
    return verdicts;
  }

  /** Lets a decision be judged by the state in which it is made, before it takes effect. */
  public void watch(Consumer<? super Decision> newWitness) {
    witness = newWitness;
  }

  /** For tests: tickets that stand in a line. */
  int waiting() {
    return market.waiting(at);
  }

  /** For tests of the invariants. */
  State state() {
    return state;
  }
}
