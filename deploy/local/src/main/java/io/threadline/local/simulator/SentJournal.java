package io.threadline.local.simulator;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** What customers received, oldest first; the oldest are forgotten beyond a bound. */
public final class SentJournal {

  /** Beyond this many the oldest are forgotten. */
  public static final int BOUND = 50_000;

  private final Deque<SentMessage> messages = new ArrayDeque<>();

  /** Notes a message that reached its customer. */
  public synchronized void add(SentMessage message) {
    if (messages.size() == BOUND) {
      messages.removeFirst();
    }
    messages.addLast(message);
  }

  /** The messages of a channel or of all, to an address or to all. */
  public synchronized List<SentMessage> find(Optional<String> channel, Optional<String> to) {
    return messages.stream()
        .filter(message -> channel.map(message.channel()::equals).orElse(true))
        .filter(message -> to.map(message.to()::equals).orElse(true))
        .toList();
  }
}
