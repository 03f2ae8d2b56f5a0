package io.threadline.local.simulator;

import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Who wrote STOP: Twilio refuses to send to them (error 21610) until they write START. Only SMS has
 * this; the word must be the whole message.
 */
final class OptOuts {

  private static final Set<String> STOP =
      Set.of("stop", "stopall", "unsubscribe", "cancel", "end", "quit");
  private static final Set<String> START = Set.of("start", "yes", "unstop");
  private static final int BOUND = 100_000;

  private final Set<String> numbers = ConcurrentHashMap.newKeySet();

  /** Reads what a customer wrote. */
  void read(String from, String text) {
    String word = text.strip().toLowerCase(Locale.ROOT);
    if (STOP.contains(word) && numbers.size() < BOUND) {
      numbers.add(from);
    } else if (START.contains(word)) {
      numbers.remove(from);
    }
  }

  boolean has(String number) {
    return numbers.contains(number);
  }
}
