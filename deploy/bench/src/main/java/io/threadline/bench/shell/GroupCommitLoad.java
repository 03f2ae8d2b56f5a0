package io.threadline.bench.shell;

import io.threadline.contracts.Presence;
import io.threadline.contracts.Priority;
import io.threadline.contracts.routing.OfferMade;
import io.threadline.contracts.routing.RoutingEvent;
import io.threadline.contracts.routing.TicketAssigned;
import io.threadline.contracts.routing.TicketReleased;
import io.threadline.platform.id.Ids;
import io.threadline.routing.core.Input;
import io.threadline.routing.core.agent.AgentDefinition;
import io.threadline.routing.core.agent.ChannelLimit;
import io.threadline.routing.core.agent.Skills;
import io.threadline.routing.engine.LonePool;
import io.threadline.routing.engine.RoutingConfig;
import io.threadline.routing.store.PoolKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;

/**
 * Tickets that are enqueued, offered, accepted and completed as fast as the group commit takes it.
 * More of them are under way than the agents have room for, so that capacity binds and every
 * release brings the next ticket in.
 */
final class GroupCommitLoad {
  private static final double WAITING_SHARE = 1.5;

  private final DataSource source;
  private final RoutingConfig config;
  private final int agents;
  private final int capacity;
  private final AtomicLong assigned = new AtomicLong();
  private final AtomicLong commits = new AtomicLong();
  private volatile boolean going;

  GroupCommitLoad(DataSource source, RoutingConfig config, int agents, int capacity) {
    this.source = source;
    this.config = config;
    this.agents = agents;
    this.capacity = capacity;
  }

  /** Tickets a second that came to an agent who accepted, in a pool of its own. */
  double assignmentsPerSecond(Duration time) {
    PoolKey key = PoolKey.ofTenant(Ids.next());
    LonePool[] pool = new LonePool[1];
    going = false;
    try (LonePool opened = LonePool.open(source, key, config, events -> follow(pool[0], events))) {
      pool[0] = opened;
      team(opened);
      going = true;
      for (int i = 0; i < agents * capacity * WAITING_SHARE; i++) {
        enqueue(opened);
      }
      // The first third warms up: it is not counted.
      pause(time.dividedBy(3));
      Accounting accounts = Accounting.now(source);
      long before = assigned.get();
      long commitsBefore = commits.get();
      long began = System.nanoTime();
      pause(time);
      long made = assigned.get() - before;
      double rate = made / ((System.nanoTime() - began) / 1e9);
      Accounting.now(source).since(accounts, made).forEach(ShellMain::print);
      ShellMain.print("commits", (double) (commits.get() - commitsBefore) / Math.max(1, made));
      going = false;
      return rate;
    }
  }

  private void team(LonePool pool) {
    for (int i = 0; i < agents; i++) {
      String login = "agent" + i;
      Skills skills = new Skills(new TreeMap<>(Map.of("language:en", 10, "general", 1 + i % 10)));
      Map<String, ChannelLimit> limits = Map.of("sms", new ChannelLimit(1, capacity));
      var definition = new AgentDefinition(login, login, skills, capacity, new TreeMap<>(limits));
      pool.submit(new Input.AgentDefined(definition)).join();
      pool.submit(new Input.PresenceSet(login, Presence.READY)).join();
    }
  }

  /** On the committing thread: what was told decides what is asked next. */
  private void follow(LonePool pool, List<RoutingEvent> events) {
    commits.incrementAndGet();
    if (!going) {
      return;
    }
    for (RoutingEvent event : events) {
      switch (event) {
        case OfferMade offer -> submit(pool, new Input.Accept(offer.offerId(), offer.agent()));
        case TicketAssigned ticket -> {
          assigned.incrementAndGet();
          submit(pool, new Input.Complete(ticket.ticketId(), ticket.agent()));
        }
        case TicketReleased _ -> enqueue(pool);
        default -> {}
      }
    }
  }

  private static void enqueue(LonePool pool) {
    UUID id = Ids.next();
    submit(
        pool,
        new Input.Enqueue(
            id, id, "sms", "general", "en", Priority.NORMAL, null, false, Instant.now()));
  }

  private static void submit(LonePool pool, Input input) {
    CompletableFuture<?> answer = pool.submit(input);
    var _ = answer.exceptionally(failure -> null);
  }

  private static void pause(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    while (System.nanoTime() < end) {
      LockSupport.parkNanos(end - System.nanoTime());
    }
  }
}
