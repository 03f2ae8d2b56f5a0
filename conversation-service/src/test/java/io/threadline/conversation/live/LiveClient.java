package io.threadline.conversation.live;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A connection whose frames are kept; a stalled one never reports a frame as sent. */
final class LiveClient implements AgentFeed.Wire {
  final List<String> frames = new CopyOnWriteArrayList<>();
  private final AtomicReference<@Nullable Runnable> closer = new AtomicReference<>();
  private final boolean stalled;
  volatile boolean closedAsSlow;

  LiveClient(boolean stalled) {
    this.stalled = stalled;
  }

  static LiveClient connect(LiveView view, UUID tenant, String agent, @Nullable String position) {
    LiveClient client = new LiveClient(false);
    client.follow(view, tenant, agent, position);
    return client;
  }

  void follow(LiveView view, UUID tenant, String agent, @Nullable String position) {
    try {
      view.follow(
          this,
          tenant,
          agent,
          (close, passing) -> closer.set(close),
          position == null ? null : Position.decode(position).orElseThrow());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void send(String frame, Runnable done) {
    frames.add(frame);
    if (!stalled) {
      done.run();
    }
  }

  @Override
  public void closeSlow() {
    closedAsSlow = true;
  }

  void disconnect() {
    Runnable close = closer.get();
    if (close != null) {
      close.run();
    }
  }

  static String type(String frame) {
    return member(frame, "type");
  }

  static String position(String frame) {
    return member(frame, "position");
  }

  /** The first member of that name; parsing every frame anew would take most of the test's time. */
  static String member(String frame, String name) {
    Matcher value = Pattern.compile("\"%s\":\"?([^\",}]*)".formatted(name)).matcher(frame);
    if (!value.find()) {
      throw new AssertionError("no " + name + " in " + frame);
    }
    return value.group(1);
  }

  /** The events without what announces the connection. */
  List<String> events() {
    return frames.stream()
        .filter(frame -> !List.of("connected", "reset").contains(type(frame)))
        .toList();
  }

  void awaitEvents(int count) {
    await().atMost(Duration.ofSeconds(20)).until(() -> events().size() >= count);
  }
}
