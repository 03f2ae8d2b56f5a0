package io.threadline.routing.engine;

import io.threadline.contracts.Envelope;
import io.threadline.contracts.routing.RoutingEvent;
import io.threadline.platform.database.Transactions;
import io.threadline.platform.event.Envelopes;
import io.threadline.platform.id.Ids;
import io.threadline.platform.outbox.Outbox;
import io.threadline.routing.core.Input;
import io.threadline.routing.core.Outcome;
import io.threadline.routing.core.Reply;
import io.threadline.routing.core.RoutingEngine;
import io.threadline.routing.core.Stamp;
import io.threadline.routing.core.match.Decision;
import io.threadline.routing.store.Lease;
import io.threadline.routing.store.PoolStore;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Applies a batch of inputs and writes all they cause in one transaction: the log with the answers,
 * the decisions, the state, the outbox, how far Kafka was read. Its first statement fails when the
 * lease is no longer this writer's.
 */
final class GroupCommit {
  private final Transactions transactions;
  private final Outbox outbox;
  private final Envelopes envelopes;
  private final Clock clock;
  private final Duration leaseDuration;

  GroupCommit(
      Transactions transactions,
      Outbox outbox,
      Envelopes envelopes,
      Clock clock,
      Duration leaseDuration) {
    this.transactions = transactions;
    this.outbox = outbox;
    this.envelopes = envelopes;
    this.clock = clock;
    this.leaseDuration = leaseDuration;
  }

  /** The lease is another instance's: nothing was written. */
  static final class FencedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    FencedException(String message) {
      super(message, null, false, false);
    }
  }

  /**
   * An answer to a mail.
   *
   * @param reused true if the command's id was used before for another command
   */
  record Answer(Reply reply, boolean reused) {}

  /** What a committed batch caused. */
  record Committed(List<Answer> answers, List<RoutingEvent> events, int decisions) {}

  /** What a batch is gathering. */
  private static final class Gathered {
    final Map<UUID, PoolStore.FirstAnswer> known = new HashMap<>();
    final List<PoolStore.Logged> logged = new ArrayList<>();
    final List<Decision> decisions = new ArrayList<>();
    final List<Envelope<RoutingEvent>> envelopes = new ArrayList<>();
    final List<RoutingEvent> events = new ArrayList<>();
    final List<Answer> answers = new ArrayList<>();
    @Nullable Stamp last;
  }

  /** The wall clock's time, as inputs are stamped with it. */
  Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  /**
   * Applies and commits. An empty batch is a timer tick.
   *
   * @throws FencedException if another writer has the lease
   */
  Committed commit(Lease lease, List<Mail.Numbered> mails, Map<Integer, Long> offsets) {
    return transactions.inTenant(
        lease.key().tenant(), connection -> commit(connection, lease, mails, offsets));
  }

  private Committed commit(
      Connection connection, Lease lease, List<Mail.Numbered> mails, Map<Integer, Long> offsets)
      throws SQLException {
    if (!PoolStore.fence(connection, lease.key(), lease.epoch(), leaseDuration)) {
      throw new FencedException(
          "pool '%s' epoch %d has another writer".formatted(lease.key().pool(), lease.epoch()));
    }
    Gathered batch = new Gathered();
    if (mails.isEmpty()) {
      apply(lease, batch, Ids.next(), new Input.Tick(), null);
    } else {
      List<UUID> ids = mails.stream().map(Mail.Numbered::id).toList();
      batch.known.putAll(PoolStore.firstAnswers(connection, lease.key(), ids));
      for (Mail.Numbered mail : mails) {
        answer(lease, batch, mail);
      }
    }
    write(connection, lease, batch, offsets);
    return new Committed(batch.answers, batch.events, batch.decisions.size());
  }

  private void answer(Lease lease, Gathered batch, Mail.Numbered mail) {
    PoolStore.FirstAnswer first = batch.known.get(mail.id());
    if (first != null) {
      boolean reused = mail instanceof Mail.Command && !first.input().equals(mail.input());
      batch.answers.add(new Answer(first.reply(), reused));
      return;
    }
    Reply reply = apply(lease, batch, mail.id(), mail.input(), mail.traceparent());
    batch.known.put(mail.id(), new PoolStore.FirstAnswer(mail.input(), reply));
    batch.answers.add(new Answer(reply, false));
  }

  private Reply apply(
      Lease lease, Gathered batch, UUID id, Input input, @Nullable String traceparent) {
    RoutingEngine engine = lease.engine();
    Instant wall = now();
    Instant at = wall.isBefore(engine.at()) ? engine.at() : wall;
    Stamp stamp = new Stamp(engine.seq() + 1, lease.epoch(), at);
    Outcome outcome = engine.apply(stamp, input);
    batch.last = stamp;
    batch.logged.add(new PoolStore.Logged(stamp, id, input, outcome.reply()));
    batch.decisions.addAll(outcome.decisions());
    batch.events.addAll(outcome.events());
    for (RoutingEvent event : outcome.events()) {
      Envelope<RoutingEvent> envelope = envelopes.wrap(lease.key().tenant(), at, event);
      batch.envelopes.add(traceparent == null ? envelope : traced(envelope, traceparent));
    }
    return outcome.reply();
  }

  private static Envelope<RoutingEvent> traced(Envelope<RoutingEvent> e, String traceparent) {
    return new Envelope<>(e.id(), e.tenant(), e.source(), e.time(), traceparent, e.data());
  }

  private void write(Connection connection, Lease lease, Gathered batch, Map<Integer, Long> offsets)
      throws SQLException {
    PoolStore.log(connection, lease.key(), batch.logged);
    PoolStore.decisions(connection, lease.key(), batch.decisions);
    PoolStore.state(connection, lease.key(), lease.engine().drainChanges());
    outbox.append(connection, batch.envelopes);
    Stamp last = batch.last;
    if (last == null) {
      last = new Stamp(lease.engine().seq(), lease.epoch(), lease.engine().at());
    }
    PoolStore.progress(connection, lease.key(), last, lease.engine().stateHash(), offsets);
  }
}
