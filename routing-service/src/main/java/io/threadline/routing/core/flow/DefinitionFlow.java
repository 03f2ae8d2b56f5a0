package io.threadline.routing.core.flow;

import io.threadline.routing.core.Input;
import io.threadline.routing.core.Reply;
import io.threadline.routing.core.Reply.Reason;
import io.threadline.routing.core.agent.AgentDefinition;
import io.threadline.routing.core.agent.Skills;
import io.threadline.routing.core.match.Trigger;
import io.threadline.routing.core.requirement.Expr;
import io.threadline.routing.core.requirement.Requirements;
import io.threadline.routing.core.requirement.Step;
import io.threadline.routing.core.state.Agent;
import io.threadline.routing.core.state.QueueDefinition;
import io.threadline.routing.core.state.SkillDefinition;
import io.threadline.routing.core.state.State;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Agents, skills, queues and settings as people define them. */
public final class DefinitionFlow {
  private DefinitionFlow() {}

  public static Reply configure(Turn turn, Input.PoolConfigured command) {
    turn.state().put(command.settings());
    for (Agent agent : turn.state().agents()) {
      turn.free(agent.login(), Trigger.AGENT_CHANGED);
    }
    return new Reply.Done();
  }

  public static Reply define(Turn turn, Input.SkillDefined command) {
    String name = command.skill().name();
    SkillDefinition before = turn.state().skill(name);
    Long version = before == null ? null : before.version();
    Reply stale = Versions.stale(name, command.from(), version);
    if (stale != null) {
      return stale;
    }
    SkillDefinition saved = command.skill().saved(Versions.next(version));
    turn.state().put(saved);
    return new Reply.Saved(name, before == null, saved.version());
  }

  public static Reply define(Turn turn, Input.AgentDefined command) {
    State state = turn.state();
    String login = command.agent().login();
    Agent before = state.agent(login);
    Long version = before == null ? null : before.definition().version();
    Reply refusal = Versions.stale(login, command.from(), version);
    if (refusal == null) {
      refusal = wrongAgent(state, command.agent());
    }
    if (refusal != null) {
      return refusal;
    }
    AgentDefinition definition = command.agent().saved(Versions.next(version));
    state.put(before == null ? Agent.defined(definition, turn.now()) : before.with(definition));
    TicketFlow.passImpossible(turn);
    turn.free(login, Trigger.AGENT_CHANGED);
    return new Reply.Saved(login, before == null, definition.version());
  }

  private static @Nullable Reply wrongAgent(State state, AgentDefinition definition) {
    for (var skill : definition.skills().levels().entrySet()) {
      Reply wrong = wrongSkill(state, skill.getKey(), skill.getValue());
      if (wrong != null) {
        return wrong;
      }
    }
    if (definition.capacity() < 1 || definition.capacity() > AgentDefinition.MAX_CAPACITY) {
      return invalid(
          "capacity %d of agent '%s' must be from 1 to %d"
              .formatted(definition.capacity(), definition.login(), AgentDefinition.MAX_CAPACITY));
    }
    for (var channel : definition.channels().entrySet()) {
      if (channel.getValue().weight() < 1 || channel.getValue().maximum() < 0) {
        return invalid(
            "channel '%s' of agent '%s': weight must be 1 or more and maximum 0 or more"
                .formatted(channel.getKey(), definition.login()));
      }
    }
    if (definition.shift() != null && state.calendar(definition.shift()) == null) {
      return unknownCalendar(definition.shift());
    }
    return null;
  }

  public static Reply define(Turn turn, Input.QueueDefined command) {
    QueueDefinition queue = command.queue();
    QueueDefinition before = turn.state().queue(queue.name());
    Long version = before == null ? null : before.version();
    Reply refusal = Versions.stale(queue.name(), command.from(), version);
    if (refusal == null) {
      refusal = wrongQueue(turn.state(), queue);
    }
    if (refusal != null) {
      return refusal;
    }
    QueueDefinition saved = queue.saved(Versions.next(version));
    turn.state().put(saved);
    return new Reply.Saved(queue.name(), before == null, saved.version());
  }

  private static @Nullable Reply wrongQueue(State state, QueueDefinition queue) {
    String name = queue.name();
    int count = queue.steps().size();
    if (count < 1 || count > QueueDefinition.MAX_STEPS) {
      return invalid(
          "queue '%s' has %d steps: give it 1 to %d"
              .formatted(name, count, QueueDefinition.MAX_STEPS));
    }
    if (queue.weight() < 1 || queue.weight() > QueueDefinition.MAX_WEIGHT) {
      return invalid(
          "weight %d of queue '%s' must be from 1 to %d"
              .formatted(queue.weight(), name, QueueDefinition.MAX_WEIGHT));
    }
    if (queue.fairnessBand() < 0 || queue.fairnessBand() > QueueDefinition.MAX_BAND) {
      return invalid(
          "fairnessBand %d of queue '%s' must be from 0 to %d percent"
              .formatted(queue.fairnessBand(), name, QueueDefinition.MAX_BAND));
    }
    if (!queue.target().isPositive() || queue.wrapUp().isNegative()) {
      return invalid(
          "queue '%s': target %s must be positive and wrapUp %s not negative"
              .formatted(name, queue.target(), queue.wrapUp()));
    }
    Reply wrongLimits = QueueLimits.wrong(state, queue);
    if (wrongLimits != null) {
      return wrongLimits;
    }
    for (Step step : queue.steps()) {
      Reply wrong = wrongStep(state, queue, step);
      if (wrong != null) {
        return wrong;
      }
    }
    String relaxed = Requirements.relaxation(queue.steps(), skill -> neverRelax(state, skill));
    return relaxed == null ? null : invalid("queue '" + name + "': " + relaxed);
  }

  private static @Nullable Reply wrongStep(State state, QueueDefinition queue, Step step) {
    boolean last = step == queue.steps().getLast();
    if (last && step.expiresAfter() != null) {
      return invalid(
          "the last step '%s' of queue '%s' expires after %s: it has to stay, leave that out"
              .formatted(step.expr(), queue.name(), step.expiresAfter()));
    }
    if (step.expiresAfter() != null && !step.expiresAfter().isPositive()) {
      return invalid(
          "step '%s' of queue '%s' expires after %s: it must be positive"
              .formatted(step.expr(), queue.name(), step.expiresAfter()));
    }
    List<Expr.SkillAtLeast> named = new ArrayList<>();
    step.expr().visitSkills(named::add);
    for (Expr.SkillAtLeast skill : named) {
      Reply wrong = wrongSkill(state, skill.skill(), skill.level());
      if (wrong != null) {
        return wrong;
      }
    }
    return possible(state, step)
        ? null
        : invalid(
            "step '%s' of queue '%s': no agent of the pool satisfies it in any language; ask for less"
                    .formatted(step.expr(), queue.name())
                + ", or give an agent what it asks for first");
  }

  /** In a pool that has no agents yet everything is possible. */
  private static boolean possible(State state, Step step) {
    Expr anyLanguage = step.expr().resolve(null);
    return state.agents().isEmpty()
        || state.agents().stream()
            .anyMatch(agent -> anyLanguage.test(agent.login(), agent.definition().skills()));
  }

  private static @Nullable Reply wrongSkill(State state, String skill, int level) {
    if (!Skills.isLanguage(skill) && state.skill(skill) == null) {
      return new Reply.Rejected(
          Reason.UNKNOWN_SKILL, "skill '" + skill + "' is not defined: PUT /api/skills/" + skill);
    }
    return level < 1 || level > Skills.MAX_LEVEL
        ? invalid(
            "level %d of skill '%s' must be from 1 to %d".formatted(level, skill, Skills.MAX_LEVEL))
        : null;
  }

  static boolean neverRelax(State state, String skill) {
    SkillDefinition definition = state.skill(skill);
    return Skills.isLanguage(skill) || (definition != null && definition.neverRelax());
  }

  static Reply unknownCalendar(String name) {
    return new Reply.Rejected(
        Reason.UNKNOWN_CALENDAR,
        "calendar '" + name + "' is not defined: PUT /api/routing/calendars/" + name);
  }

  private static Reply invalid(String detail) {
    return new Reply.Rejected(Reason.INVALID, detail);
  }
}
