package io.threadline.routing.engine;

import io.threadline.contracts.routing.RoutingEvent;
import io.threadline.routing.core.Input;
import io.threadline.routing.core.Outcome;
import io.threadline.routing.core.Reply;
import io.threadline.routing.core.RoutingEngine;
import io.threadline.routing.core.Stamp;
import io.threadline.routing.core.match.Decision;
import io.threadline.routing.core.state.Changes;
import io.threadline.routing.store.Lease;
import io.threadline.routing.store.LogBatch;
import io.threadline.routing.store.LogStore.FirstAnswer;
import io.threadline.routing.store.Progress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Inputs that are decided and will be committed together. The writer's thread fills it; when it is
 * sealed nothing changes in it any more, and another thread commits it.
 */
final class Batch {
  private final Lease lease;
  private final List<Mail.Numbered> mails = new ArrayList<>();
  private final List<Answer> answers = new ArrayList<>();
  private final Map<UUID, FirstAnswer> known = new HashMap<>();
  private final List<LogBatch.Entry> inputs = new ArrayList<>();
  private final List<Decision> decisions = new ArrayList<>();
  private final List<Told> told = new ArrayList<>();
  private final List<Mail.Question> questions = new ArrayList<>();
  private final List<Runnable> afterwards = new ArrayList<>();
  private Map<Integer, Long> upTo;
  private boolean defines;
  private @Nullable Sealed sealed;

  Batch(Lease lease) {
    this.lease = lease;
    this.upTo = lease.offsets();
  }

  /**
   * An answer to a mail.
   *
   * @param reused true if the command's id was used before for another command
   */
  record Answer(Reply reply, boolean reused) {}

  /** An event with the trace that it belongs to. */
  record Told(RoutingEvent event, Instant at, @Nullable String traceparent) {}

  /**
   * What is stored with the inputs.
   *
   * @param offsets how far Kafka was read
   * @param changes what this batch changed of the state
   * @param rows what the tables do not state yet, these changes included; null if they are to
   *     follow later
   */
  record Sealed(
      Progress progress,
      Map<Integer, Long> offsets,
      @Nullable Changes changes,
      @Nullable Changes rows) {}

  /** Gives the engine a mail's input, or finds the answer that was given to it before. */
  void add(Mail.Numbered mail, Map<UUID, FirstAnswer> before, Instant wall) {
    FirstAnswer first = known.get(mail.id());
    if (first == null) {
      first = before.get(mail.id());
    }
    mails.add(mail);
    if (first != null) {
      boolean reused = mail instanceof Mail.Command && !first.input().equals(mail.input());
      answers.add(new Answer(first.reply(), reused));
      return;
    }
    Reply reply = apply(mail.id(), mail.input(), mail.traceparent(), wall);
    known.put(mail.id(), new FirstAnswer(mail.input(), reply));
    answers.add(new Answer(reply, false));
  }

  /** Mails that are answered with this batch, whether they were decided or not. */
  void include(List<Mail.Numbered> more) {
    more.stream().filter(mail -> !mails.contains(mail)).forEach(mails::add);
  }

  /** How far Kafka was read with its inputs. */
  void read(Map<Integer, Long> next) {
    upTo = next;
  }

  Map<Integer, Long> upTo() {
    return upTo;
  }

  /** Nothing but the time. */
  void tick(UUID id, Instant wall) {
    var _ = apply(id, new Input.Tick(), null, wall);
  }

  private Reply apply(UUID id, Input input, @Nullable String traceparent, Instant wall) {
    RoutingEngine engine = lease.engine();
    Instant at = wall.isBefore(engine.at()) ? engine.at() : wall;
    Stamp stamp = new Stamp(engine.seq() + 1, lease.epoch(), at);
    Outcome outcome = engine.apply(stamp, input);
    defines |= isDefinition(input);
    inputs.add(new LogBatch.Entry(stamp, id, input, outcome.reply()));
    decisions.addAll(outcome.decisions());
    for (RoutingEvent event : outcome.events()) {
      told.add(new Told(event, at, traceparent));
    }
    return outcome.reply();
  }

  /** Something to do when it is committed, before those who asked are told. */
  void afterwards(Runnable work) {
    afterwards.add(work);
  }

  /** A question about the state with this batch: it is answered when that is certain. */
  void ask(Mail.Question question) {
    questions.add(question);
    afterwards.add(question.question().apply(lease.engine()));
  }

  /** No more inputs from here on. */
  void seal(Map<Integer, Long> offsets, @Nullable Changes changes, @Nullable Changes rows) {
    RoutingEngine engine = lease.engine();
    sealed =
        new Sealed(
            new Progress(engine.seq(), engine.at(), engine.stateHash()), offsets, changes, rows);
  }

  Sealed sealed() {
    Sealed content = sealed;
    if (content == null) {
      throw new IllegalStateException("a batch of " + inputs.size() + " inputs is still open");
    }
    return content;
  }

  Lease lease() {
    return lease;
  }

  /** What is answered, first asked first. */
  List<Mail.Numbered> mails() {
    return mails;
  }

  List<Answer> answers() {
    return answers;
  }

  /** The answers that repeats of its commands get. */
  Map<UUID, FirstAnswer> known() {
    return known;
  }

  List<Mail.Question> questions() {
    return questions;
  }

  List<Told> told() {
    return told;
  }

  List<Runnable> afterwards() {
    return afterwards;
  }

  LogBatch log() {
    return new LogBatch(inputs, decisions);
  }

  /** True if it has what people wrote: if that cannot be stored, it is to be known whose it was. */
  boolean defines() {
    return defines;
  }

  private static boolean isDefinition(Input input) {
    return switch (input) {
      case Input.PoolConfigured _,
          Input.SkillDefined _,
          Input.AgentDefined _,
          Input.CalendarDefined _,
          Input.QueueDefined _ ->
          true;
      default -> false;
    };
  }

  int size() {
    return mails.size();
  }
}
