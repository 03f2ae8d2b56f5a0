package io.threadline.routing.engine;

import io.threadline.contracts.Envelope;
import io.threadline.contracts.routing.RoutingEvent;
import io.threadline.platform.database.Transactions;
import io.threadline.platform.event.Envelopes;
import io.threadline.platform.outbox.Outbox;
import io.threadline.routing.store.LogBatch;
import io.threadline.routing.store.LogStore;
import io.threadline.routing.store.LogStore.FirstAnswer;
import io.threadline.routing.store.PoolKey;
import io.threadline.routing.store.PoolStore;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Writes all that a batch of inputs caused in one transaction: the log with answers and decisions,
 * the state, the outbox, how far Kafka was read. Its first statement fails when the lease is no
 * longer this writer's.
 */
final class GroupCommit {
  private final Transactions transactions;
  private final Transactions reading;
  private final Outbox outbox;
  private final Envelopes envelopes;
  private final Clock clock;
  private final Duration leaseDuration;

  /**
   * @param reading for looking at what is committed, while a commit may be under way
   */
  GroupCommit(
      Transactions transactions,
      Transactions reading,
      Outbox outbox,
      Envelopes envelopes,
      Clock clock,
      Duration leaseDuration) {
    this.transactions = transactions;
    this.reading = reading;
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

  /** What a committed batch caused. */
  record Committed(List<RoutingEvent> events, int inputs, int decisions) {}

  /** The wall clock's time, as inputs are stamped with it. */
  Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  /** The answers that committed batches gave to those of the commands that are repeats. */
  Map<UUID, FirstAnswer> firstAnswers(PoolKey key, Collection<UUID> commands) {
    return commands.isEmpty()
        ? Map.of()
        : reading.inTenant(
            key.tenant(), connection -> LogStore.firstAnswers(connection, key, commands));
  }

  /**
   * Commits a sealed batch.
   *
   * @throws FencedException if another writer has the lease
   */
  Committed commit(Batch batch) {
    return transactions.inTenant(
        batch.lease().key().tenant(), connection -> write(connection, batch));
  }

  private Committed write(Connection connection, Batch batch) throws SQLException {
    PoolKey key = batch.lease().key();
    long epoch = batch.lease().epoch();
    Batch.Sealed sealed = batch.sealed();
    boolean withRows = sealed.rows() != null;
    if (!PoolStore.progress(
        connection, key, epoch, sealed.progress(), sealed.offsets(), leaseDuration, withRows)) {
      throw new FencedException(
          "pool '%s' epoch %d has another writer".formatted(key.pool(), epoch));
    }
    LogBatch log = batch.log();
    LogStore.append(
        connection,
        key,
        log,
        sealed.changes() == null || withRows ? null : PoolStore.packed(sealed.changes()));
    if (sealed.rows() != null) {
      PoolStore.rows(connection, key, sealed.rows(), sealed.progress());
    }
    List<RoutingEvent> events = new ArrayList<>(batch.told().size());
    List<Envelope<RoutingEvent>> wrapped = new ArrayList<>(batch.told().size());
    for (Batch.Told told : batch.told()) {
      events.add(told.event());
      Envelope<RoutingEvent> envelope = envelopes.wrap(key.tenant(), told.at(), told.event());
      String traceparent = told.traceparent();
      wrapped.add(traceparent == null ? envelope : traced(envelope, traceparent));
    }
    outbox.appendPacked(connection, wrapped);
    return new Committed(events, log.inputs().size(), log.decisions().size());
  }

  private static Envelope<RoutingEvent> traced(
      Envelope<RoutingEvent> e, @Nullable String traceparent) {
    return new Envelope<>(e.id(), e.tenant(), e.source(), e.time(), traceparent, e.data());
  }
}
