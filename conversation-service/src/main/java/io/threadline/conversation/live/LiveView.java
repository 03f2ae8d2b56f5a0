package io.threadline.conversation.live;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.threadline.conversation.ConversationConfig;
import io.threadline.conversation.live.EventTail.Hold;
import io.threadline.platform.config.KafkaClients;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Opens feeds: catches a connection up from its position, then lets it follow the tail. */
@ApplicationScoped
public class LiveView {
  private static final Duration START = Duration.ofSeconds(30);
  private static final int CHUNK = 200;

  @Inject KafkaClients clients;
  @Inject ConversationConfig config;
  @Inject MeterRegistry registry;

  private @Nullable EventTail tail;
  private @Nullable Backlog backlog;
  private final AtomicInteger feeds = new AtomicInteger();

  void start(@Observes StartupEvent event) {
    ConversationConfig.Live live = config.live();
    EventTail started = new EventTail(clients, live.ring(), live.fetchWait());
    started.start();
    tail = started;
    backlog = new Backlog(clients);
    Gauge.builder("threadline.live.connections", feeds, AtomicInteger::get)
        .description("Agents' connections to the live view")
        .register(registry);
  }

  void stop(@Observes ShutdownEvent event) {
    if (tail != null) {
      tail.close();
    }
  }

  /**
   * Follows a connection until it is closed; returns once it is live.
   *
   * @param position where the connection stopped, or null to begin now
   */
  void follow(
      AgentFeed.Wire wire, UUID tenant, String agent, Opened opened, long @Nullable [] position)
      throws InterruptedException {
    EventTail source = tail;
    Backlog old = backlog;
    if (source == null || old == null || !source.awaitStarted(START)) {
      throw new IllegalStateException("the live view has not started: is Kafka there?");
    }
    long[] from = position == null ? source.hold().end() : position;
    AgentFeed feed = new AgentFeed(tenant, agent, wire, from, config.live().backlog());
    feeds.incrementAndGet();
    opened.with(
        () -> {
          source.leave(feed);
          feeds.decrementAndGet();
        },
        feed::whisper);
    if (position != null && isAhead(from, source.hold().end()) && !old.exists(from)) {
      reset(feed, source);
    } else {
      feed.announce("connected");
    }
    catchUp(feed, source, old);
  }

  /** Takes what ends the feed and what passing news go to; called before anything is sent. */
  @FunctionalInterface
  interface Opened {
    void with(Runnable close, Consumer<String> passing);
  }

  private static void catchUp(AgentFeed feed, EventTail tail, Backlog backlog)
      throws InterruptedException {
    while (!feed.isClosed()) {
      Hold hold = tail.hold();
      if (isAhead(hold.start(), feed.position()) && !backlog.replay(feed, hold.start())) {
        reset(feed, tail);
        continue;
      }
      if (followRing(feed, tail, hold.first())) {
        return;
      }
    }
  }

  /** Gives what the ring holds, then joins; false if the ring was faster than the reader. */
  private static boolean followRing(AgentFeed feed, EventTail tail, long first)
      throws InterruptedException {
    long number = first;
    while (!feed.isClosed()) {
      feed.awaitRoom();
      if (tail.join(feed, number, CHUNK)) {
        return true;
      }
      List<LiveEvent> chunk = tail.from(number, CHUNK);
      if (chunk == null) {
        return false;
      }
      for (LiveEvent event : chunk) {
        feed.giveOld(event);
      }
      number += chunk.size();
    }
    return true;
  }

  /** Events are gone for good: the client loads what it shows anew and goes on from here. */
  private static void reset(AgentFeed feed, EventTail tail) {
    feed.jump(tail.hold().end());
    feed.announce("reset");
  }

  /** True if {@code a} is ahead of {@code b} in any partition. */
  private static boolean isAhead(long[] a, long[] b) {
    for (int slot = 0; slot < a.length; slot++) {
      if (a[slot] > b[slot]) {
        return true;
      }
    }
    return false;
  }
}
