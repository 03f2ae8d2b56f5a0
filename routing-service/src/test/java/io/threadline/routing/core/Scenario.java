package io.threadline.routing.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.threadline.contracts.Presence;
import io.threadline.contracts.Priority;
import io.threadline.contracts.routing.ConsultChanged;
import io.threadline.contracts.routing.OfferEnded;
import io.threadline.contracts.routing.OfferMade;
import io.threadline.contracts.routing.PresenceChanged;
import io.threadline.contracts.routing.RequestWithdrawn;
import io.threadline.contracts.routing.RoutingEvent;
import io.threadline.contracts.routing.SlaClockStarted;
import io.threadline.contracts.routing.SlaDeadlineReached;
import io.threadline.contracts.routing.TicketActivity;
import io.threadline.contracts.routing.TicketAssigned;
import io.threadline.contracts.routing.TicketDeferred;
import io.threadline.contracts.routing.TicketQueued;
import io.threadline.contracts.routing.TicketReleased;
import io.threadline.routing.core.queue.Strategy;
import io.threadline.routing.core.state.SkillDefinition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Runs a scenario written as a table and compares what happened with what the table says.
 *
 * <pre>
 * skill  general
 * agent  ani   general=5 speaks=en,hy
 * queue  general  language and general >= 1 for 30 / language
 *   0 | ready ani             | ani ready
 *   1 | ticket T1 general en  | T1 queued; T1 offered ani
 *  31 |                       | T1 timed out; T1 queued
 * </pre>
 *
 * The first column is in seconds; an empty command is a timer tick.
 */
final class Scenario {
  private static final Instant START = Instant.parse("2026-03-02T08:00:00Z");

  private final RoutingEngine engine = new RoutingEngine("default");
  private final Map<String, UUID> offers = new HashMap<>();
  private final List<String> happened = new ArrayList<>();
  private final List<String> expected = new ArrayList<>();
  private long seq;

  static void check(String table) {
    Scenario scenario = new Scenario();
    scenario.apply(0, new Input.PoolConfigured(Pools.settings()));
    table.lines().filter(line -> !line.isBlank()).forEach(scenario::line);
    assertThat(String.join("\n", scenario.happened))
        .isEqualTo(String.join("\n", scenario.expected));
  }

  private void line(String line) {
    if (!line.contains("|")) {
      String[] words = line.strip().split("\\s+", 3);
      define(words[0], words[1], words.length > 2 ? words[2] : "");
      return;
    }
    String[] columns = line.split("\\|", -1);
    long second = Long.parseLong(columns[0].strip());
    String command = columns[1].strip();
    Outcome outcome = apply(second, command.isEmpty() ? new Input.Tick() : command(command));
    List<String> words =
        outcome.events().stream().map(this::words).collect(Collectors.toCollection(ArrayList::new));
    String refusal = refusal(outcome.reply());
    if (refusal != null) {
      words.add(refusal);
    }
    happened.add(second + " | " + command + " | " + String.join("; ", words));
    expected.add(second + " | " + command + " | " + columns[2].strip());
  }

  private void define(String kind, String name, String rest) {
    Input input =
        switch (kind) {
          case "skill" -> new Input.SkillDefined(new SkillDefinition(name, name, false));
          case "agent" ->
              new Input.AgentDefined(
                  Pools.agent(name, Arrays.asList(rest.strip().split("\\s+", -1))));
          case "calendar" -> new Input.CalendarDefined(Pools.calendar(name, rest));
          case "with" -> {
            String[] parts = rest.split(";", -1);
            yield new Input.QueueDefined(
                Pools.with(
                    Pools.queue(
                        name,
                        parts[0],
                        Strategy.LEAST_LOADED,
                        Duration.ofSeconds(60),
                        Duration.ZERO),
                    parts[1]));
          }
          case "queue", "wrapping", "slow" ->
              new Input.QueueDefined(
                  Pools.queue(
                      name,
                      rest,
                      Strategy.LEAST_LOADED,
                      Duration.ofSeconds(kind.equals("slow") ? 600 : 60),
                      Duration.ofSeconds(kind.equals("wrapping") ? 10 : 0)));
          default -> throw new IllegalArgumentException(kind);
        };
    assertThat(apply(0, input).reply()).isInstanceOf(Reply.Saved.class);
  }

  private Input command(String line) {
    String[] words = line.split("\\s+", -1);
    UUID ticket = words.length > 1 ? ticket(words[1]) : new UUID(0, 0);
    return switch (words[0]) {
      case "agent" ->
          new Input.AgentDefined(
              Pools.agent(words[1], Arrays.asList(words).subList(2, words.length)));
      case "ready", "away", "draining", "offline" ->
          new Input.PresenceSet(words[1], Presence.valueOf(words[0].toUpperCase(Locale.ROOT)));
      case "ticket" -> enqueue(words, "web-chat", null, Priority.NORMAL);
      case "urgent" -> enqueue(words, "web-chat", null, Priority.URGENT);
      case "mail" -> enqueue(words, "email", null, Priority.NORMAL);
      case "call" -> enqueue(words, "voice", null, Priority.NORMAL);
      case "ruled" -> ruled(words);
      case "sticky" -> enqueue(words, "web-chat", words[4], Priority.NORMAL);
      case "beat" -> new Input.Heartbeat(words[1]);
      case "lose" -> new Input.ConnectionLost(words[1]);
      case "wrote" -> activity(ticket, TicketActivity.Kind.CUSTOMER_WROTE);
      case "replied" -> activity(ticket, TicketActivity.Kind.AGENT_REPLIED);
      case "callback" ->
          new Input.Defer(
              ticket,
              START.plusSeconds(Long.parseLong(words[3])),
              words[2],
              words[2].equals("boss"));
      case "rescind" -> new Input.Rescind(offer(words[1], words[2]), "boss");
      case "transfer", "take", "drop" ->
          new Input.Transfer(
              ticket,
              words[2],
              words[3].equals("queue") ? words[4] : null,
              words[3].equals("agent") ? words[4] : null,
              words[0].equals("take"),
              words[0].equals("drop"));
      case "consult" ->
          new Input.Consult(
              ticket,
              words[2],
              words[3].equals("queue") ? words[4] : null,
              words[3].equals("agent") ? words[4] : null);
      case "thanks" -> new Input.ConsultDone(ticket, words[2], false);
      case "handover" -> new Input.ConsultDone(ticket, words[2], true);
      case "leave" -> new Input.Withdraw(ticket, RequestWithdrawn.Reason.ABANDONED);
      case "resolve" -> new Input.Complete(ticket, words[2]);
      case "done" -> new Input.WrapUpDone(ticket, words[2]);
      case "accept" -> new Input.Accept(offer(words[1], words[2]), words[2]);
      case "steal" -> new Input.Accept(offer(words[1], words[3]), words[2]);
      case "decline" -> new Input.Decline(offer(words[1], words[2]), words[2]);
      case "assign" -> new Input.Assign(ticket, words[2], "boss", false);
      case "force" -> new Input.Assign(ticket, words[2], "boss", true);
      case "pull" -> new Input.Pull(ticket, words[2]);
      default -> throw new IllegalArgumentException(line);
    };
  }

  private Input enqueue(
      String[] words, String channel, @Nullable String preferred, Priority priority) {
    return new Input.Enqueue(
        ticket(words[1]),
        ticket(words[1]),
        channel,
        words[2],
        words[3],
        priority,
        preferred,
        preferred != null,
        START.plusSeconds(100_000));
  }

  /** A rule has added a skill: {@code ruled T1 general en billing=5}. */
  private Input ruled(String[] words) {
    String[] skill = words[4].split("=", -1);
    return new Input.Enqueue(
        ticket(words[1]),
        ticket(words[1]),
        "web-chat",
        words[2],
        words[3],
        Priority.NORMAL,
        null,
        false,
        START.plusSeconds(100_000),
        new TreeMap<>(Map.of(skill[0], Integer.valueOf(skill[1]))),
        "a-rule",
        3L);
  }

  private static Input activity(UUID ticket, TicketActivity.Kind kind) {
    return new Input.Activity(ticket, kind, START.plusSeconds(100_000));
  }

  private Outcome apply(long second, Input input) {
    Outcome outcome = engine.apply(new Stamp(++seq, 1, START.plusSeconds(second)), input);
    for (RoutingEvent event : outcome.events()) {
      if (event instanceof OfferMade made) {
        offers.put(name(made.ticketId()) + '/' + made.agent(), made.offerId());
      }
    }
    return outcome;
  }

  private String words(RoutingEvent event) {
    return switch (event) {
      case TicketQueued queued ->
          name(queued.ticketId())
              + switch (queued.reason()) {
                case REOPENED -> " reopened";
                case OVERFLOWED -> " overflowed";
                case REQUESTED, DECLINED, TIMED_OUT, AGENT_LOST, TRANSFERRED -> " queued";
              };
      case OfferMade made -> name(made.ticketId()) + " offered " + made.agent();
      case OfferEnded ended -> name(ended.ticketId()) + " " + lower(ended.outcome());
      case TicketAssigned assigned -> name(assigned.ticketId()) + " assigned " + assigned.agent();
      case TicketReleased released -> name(released.ticketId()) + " released";
      case PresenceChanged changed ->
          Boolean.FALSE.equals(changed.connected())
              ? changed.agent() + " disconnected"
              : changed.agent() + " " + lower(changed.presence());
      case ConsultChanged consult ->
          name(consult.ticketId())
              + " consult "
              + lower(consult.state())
              + (consult.agent() == null ? "" : " " + consult.agent());
      case TicketDeferred deferred -> name(deferred.ticketId()) + " deferred";
      case SlaClockStarted started ->
          name(started.ticketId()) + " " + lower(started.clock()) + " started";
      case SlaDeadlineReached reached ->
          name(reached.ticketId()) + " " + lower(reached.clock()) + " " + lower(reached.state());
    };
  }

  private static @Nullable String refusal(Reply reply) {
    return switch (reply) {
      case Reply.Rejected rejected -> "no: " + lower(rejected.reason());
      case Reply.OfferOver over -> "no: offer is " + lower(over.state());
      case Reply.OfferUnknown _ -> "no: unknown offer";
      case Reply.AlreadyThere there -> "no: already " + lower(there.stage());
      case Reply.NotThere _ -> "no: not there";
      case Reply.Stale _ -> "no: stale";
      case Reply.Done _,
          Reply.Saved _,
          Reply.PresenceIs _,
          Reply.Enqueued _,
          Reply.OfferAccepted _,
          Reply.OfferDeclined _,
          Reply.OfferRescinded _,
          Reply.Transferred _,
          Reply.Deferred _,
          Reply.Consulting _,
          Reply.ConsultOver _,
          Reply.Assigned _ ->
          null;
    };
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private UUID offer(String ticket, String agent) {
    return offers.getOrDefault(ticket + '/' + agent, new UUID(0, 0));
  }

  private static UUID ticket(String name) {
    return new UUID(0x7000L, name.startsWith("T") ? Long.parseLong(name.substring(1)) : 0);
  }

  private static String name(UUID ticket) {
    return "T" + ticket.getLeastSignificantBits();
  }
}
