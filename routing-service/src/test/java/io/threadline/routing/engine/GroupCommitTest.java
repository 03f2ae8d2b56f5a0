package io.threadline.routing.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.threadline.contracts.Presence;
import io.threadline.contracts.Priority;
import io.threadline.platform.database.JdbcTransactions;
import io.threadline.platform.event.Envelopes;
import io.threadline.platform.id.Ids;
import io.threadline.platform.outbox.Outbox;
import io.threadline.platform.testkit.ServiceResources;
import io.threadline.routing.core.Input;
import io.threadline.routing.core.Reply;
import io.threadline.routing.core.RoutingEngine;
import io.threadline.routing.core.agent.AgentDefinition;
import io.threadline.routing.core.agent.Skills;
import io.threadline.routing.core.state.Changes;
import io.threadline.routing.core.state.Ticket;
import io.threadline.routing.store.Lease;
import io.threadline.routing.store.LeaseStore;
import io.threadline.routing.store.LogBatch;
import io.threadline.routing.store.PoolKey;
import io.threadline.routing.store.StandbyState;
import jakarta.inject.Inject;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(
    value = ServiceResources.class,
    initArgs = @ResourceArg(name = "service", value = "routing"))
class GroupCommitTest {
  private static final String ADDRESS = "http://elsewhere";
  private static final Duration LONG = Duration.ofHours(1);

  @Inject JdbcTransactions transactions;
  @Inject Outbox outbox;
  @Inject Envelopes envelopes;
  @Inject RoutingConfig config;

  private final PoolKey key = PoolKey.ofTenant(Ids.next());
  private LeaseStore leases;
  private GroupCommit commits;

  @BeforeEach
  void poolThatTheServiceLeavesAlone() {
    leases = new LeaseStore(transactions);
    commits =
        new GroupCommit(transactions, transactions, outbox, envelopes, Clock.systemUTC(), LONG);
    transactions.inTenant(
        key.tenant(),
        connection -> {
          try (PreparedStatement insert =
              connection.prepareStatement(
                  "INSERT INTO pool_lease (tenant_id, pool, address, expires_at)"
                      + " VALUES (?, ?, ?, clock_timestamp() + interval '1 hour')")) {
            insert.setObject(1, key.tenant());
            insert.setString(2, key.pool());
            insert.setString(3, ADDRESS);
            return insert.executeUpdate();
          }
        });
  }

  @Test
  void staleWriterWritesNothing() {
    Lease old = takeOver();
    setUp(old);
    Lease now = takeOver();
    assertThat(now.epoch()).isEqualTo(old.epoch() + 1);
    assertThatThrownBy(() -> commit(old, enqueue(Ids.next())))
        .isInstanceOf(GroupCommit.FencedException.class);
    commit(now, enqueue(Ids.next()));
    assertThat(log().stream().filter(entry -> entry.stamp().epoch() == old.epoch()))
        .hasSize((int) now.engine().seq() - 1);
    assertThat(count("ticket", "true")).isEqualTo(1);
  }

  @Test
  void nextWriterHasTheSameStateAndSoHasAReplayOfTheLog() {
    Lease live = takeOver();
    setUp(live);
    UUID ticket = Ids.next();
    commit(live, enqueue(ticket), enqueue(Ids.next()));
    commit(live, new Input.Complete(ticket, "ani"));
    Lease next = takeOver();
    assertThat(next.engine().stateHash()).isEqualTo(live.engine().stateHash());
    assertThat(next.engine().entities()).isEqualTo(live.engine().entities());
    assertThat(replay().stateHash()).isEqualTo(live.engine().stateHash());
  }

  @Test
  void repeatedInputHasOneEffectAndTheFirstAnswer() {
    Lease lease = takeOver();
    setUp(lease);
    UUID ticket = Ids.next();
    Mail.Command first = command(enqueue(ticket));
    Mail.Command again =
        new Mail.Command(first.id(), first.input(), null, new CompletableFuture<>());
    Mail.Command other =
        new Mail.Command(first.id(), enqueue(Ids.next()), null, new CompletableFuture<>());
    var answers = commit(lease, List.of(first, again), Map.of());
    assertThat(answers.getFirst()).isEqualTo(answers.getLast());
    long seq = lease.engine().seq();
    var later = commit(takeOver(), List.of(again, other), Map.of());
    assertThat(later.getFirst()).isEqualTo(answers.getFirst());
    assertThat(later.getLast().reused()).isTrue();
    assertThat(log()).hasSize((int) seq);
  }

  @Test
  void offsetsAreStoredWithWhatTheyCaused() {
    Lease lease = takeOver();
    setUp(lease);
    commit(lease, List.of(command(enqueue(Ids.next()))), Map.of(3, 17L));
    assertThat(takeOver().offsets()).isEqualTo(Map.of(3, 17L));
  }

  @Test
  void takeoverHasWhatTheTablesDoNotStateYet() {
    Lease live = takeOver();
    setUp(live);
    List<UUID> tickets = Stream.generate(Ids::next).limit(9).toList();
    for (UUID ticket : tickets) {
      commit(live, List.of(command(enqueue(ticket))), Map.of(), false);
    }
    commit(live, List.of(command(new Input.Complete(tickets.getFirst(), "ani"))), Map.of(), false);
    assertThat(count("ticket", "true")).isZero();
    StandbyState standby = new StandbyState(key, transactions, null);
    assertThat(standby.follow()).isEqualTo(new StandbyState.Followed.Equal(live.engine().seq()));
    Lease next = takeOver();
    assertThat(next.engine().entities()).isEqualTo(live.engine().entities());
    assertThat(count("ticket", "true"))
        .isEqualTo(next.engine().entities().stream().filter(Ticket.class::isInstance).count());
    assertThat(count("pool_lease", "rows_seq = applied_seq AND rows_hash = state_hash")).isOne();
  }

  private Lease takeOver() {
    return leases.takeOver(key, Ids.next(), ADDRESS, LONG).orElseThrow();
  }

  private void setUp(Lease lease) {
    var catalogue =
        new io.threadline.routing.intake.Catalogue(
            lease.engine().languages(), lease.engine().queueNames());
    PoolDefaults.inputs(config, lease.engine().settings(), catalogue)
        .forEach(input -> commit(lease, input));
    Skills skills = new Skills(new TreeMap<>(Map.of("language:en", 10, "general", 5)));
    commit(
        lease,
        new Input.AgentDefined(new AgentDefinition("ani", "Ani", skills, 4, new TreeMap<>())),
        new Input.PresenceSet("ani", Presence.READY));
  }

  private static Input enqueue(UUID ticket) {
    return new Input.Enqueue(
        ticket, ticket, "sms", "general", "en", Priority.NORMAL, null, false, Instant.EPOCH);
  }

  private static Mail.Command command(Input input) {
    return new Mail.Command(Ids.next(), input, null, new CompletableFuture<>());
  }

  private List<Reply> commit(Lease lease, Input... inputs) {
    List<Mail.Numbered> mails =
        List.of(inputs).stream().<Mail.Numbered>map(GroupCommitTest::command).toList();
    return commit(lease, mails, Map.of()).stream().map(Batch.Answer::reply).toList();
  }

  private List<Batch.Answer> commit(
      Lease lease, List<Mail.Numbered> mails, Map<Integer, Long> offsets) {
    return commit(lease, mails, offsets, true);
  }

  /** As the writer does; the tables state it with the commit or follow later. */
  private List<Batch.Answer> commit(
      Lease lease, List<Mail.Numbered> mails, Map<Integer, Long> offsets, boolean withRows) {
    Batch batch = new Batch(lease);
    var before = commits.firstAnswers(key, mails.stream().map(Mail.Numbered::id).toList());
    mails.forEach(mail -> batch.add(mail, before, commits.now()));
    Changes changes = lease.engine().drainChanges();
    batch.seal(offsets, changes, withRows ? changes : null);
    commits.commit(batch);
    return batch.answers();
  }

  private RoutingEngine replay() {
    RoutingEngine engine = new RoutingEngine(key.pool());
    PoolDatabase.replay(log(), engine);
    return engine;
  }

  private List<LogBatch.Entry> log() {
    return transactions.inTenant(key.tenant(), PoolDatabase::entries);
  }

  private long count(String table, String condition) {
    return transactions.inTenant(
        key.tenant(),
        connection -> {
          try (PreparedStatement query =
                  connection.prepareStatement(
                      "SELECT count(*) FROM " + table + " WHERE " + condition);
              ResultSet row = query.executeQuery()) {
            row.next();
            return row.getLong(1);
          }
        });
  }
}
