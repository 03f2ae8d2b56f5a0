package io.threadline.conversation.live;

import java.time.Duration;
import java.util.Arrays;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * What one agent's connection is given. It knows the offsets that the connection has seen, so an
 * event that comes twice, from the ring and from Kafka, goes out once.
 *
 * <p>The window bounds what waits for a slow reader: while catching up the feed waits for room,
 * live it closes the connection, which can go on from its last position.
 */
final class AgentFeed {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final UUID tenant;
  private final String agent;
  private final Wire wire;
  private final long[] next;
  private final Semaphore window;
  private final int size;
  private boolean inStep;
  private volatile boolean closed;

  /** The connection itself. */
  interface Wire {
    /** Sends a frame; {@code done} runs once it has left this process, or cannot. */
    void send(String frame, Runnable done);

    /** Closes the connection because its reader is too slow. */
    void closeSlow();
  }

  /**
   * @param next the offsets from which on the connection wants events
   * @param window how many frames may wait
   */
  AgentFeed(UUID tenant, String agent, Wire wire, long[] next, int window) {
    this.tenant = tenant;
    this.agent = agent;
    this.wire = wire;
    this.next = next.clone();
    this.size = window;
    this.window = new Semaphore(window);
  }

  boolean isClosed() {
    return closed;
  }

  void close() {
    closed = true;
  }

  long[] position() {
    return next.clone();
  }

  /** Everything before these offsets has been given, or is gone. */
  void advance(long[] to) {
    for (int slot = 0; slot < next.length; slot++) {
      next[slot] = Math.max(next[slot], to[slot]);
    }
  }

  /** Goes on from these offsets, whatever was given before. */
  void jump(long[] to) {
    System.arraycopy(to, 0, next, 0, next.length);
  }

  /** A frame that is no event: that the connection stands, or that events are gone. */
  void announce(String type) {
    send("{\"position\":\"" + Position.encode(next) + "\",\"type\":\"" + type + "\",\"data\":{}}");
  }

  /** Gives passing news, which has no position and is left out when there is no room. */
  void whisper(String frame) {
    if (!closed && window.tryAcquire()) {
      wire.send(frame, window::release);
    }
  }

  /** Gives an old event, waiting for room. */
  void giveOld(LiveEvent event) throws InterruptedException {
    if (take(event) && !closed) {
      if (window.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        window.release();
        send(event.frame(Position.encode(next)));
      } else {
        closeSlow();
      }
    }
  }

  /** Waits until half of the window is free, so that going live does not overflow it at once. */
  void awaitRoom() throws InterruptedException {
    if (window.tryAcquire(size / 2, PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
      window.release(size / 2);
    } else {
      closeSlow();
    }
  }

  /**
   * Gives an event as it happens.
   *
   * @param shared the frame with the tail's own position, right for every feed in step with it
   * @param tail the tail's offsets after the event
   */
  void giveLive(LiveEvent event, String shared, long[] tail) {
    if (closed) {
      return;
    }
    if (inStep) {
      if (event.concerns(tenant, agent)) {
        send(shared);
      }
      return;
    }
    giveNext(event);
    inStep = Arrays.equals(next, tail);
  }

  /** Gives an event that the tail has passed already, without waiting. */
  void giveNext(LiveEvent event) {
    if (!closed && take(event)) {
      send(event.frame(Position.encode(next)));
    }
  }

  /** Counts an event as seen; answers whether it is new and for this connection. */
  private boolean take(LiveEvent event) {
    if (event.offset() < next[event.slot()]) {
      return false;
    }
    next[event.slot()] = event.offset() + 1;
    return event.concerns(tenant, agent);
  }

  private void send(String frame) {
    if (window.tryAcquire()) {
      wire.send(frame, window::release);
    } else {
      closeSlow();
    }
  }

  private void closeSlow() {
    if (!closed) {
      closed = true;
      wire.closeSlow();
    }
  }
}
