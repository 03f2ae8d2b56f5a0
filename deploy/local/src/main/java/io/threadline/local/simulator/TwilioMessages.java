package io.threadline.local.simulator;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The messages of the simulated Twilio by SID; the oldest are forgotten beyond a bound. */
final class TwilioMessages {

  private static final int BOUND = 50_000;

  private final LinkedHashMap<String, TwilioMessage> bySid = new LinkedHashMap<>();

  synchronized void put(TwilioMessage message) {
    bySid.put(message.sid(), message);
    if (bySid.size() > BOUND) {
      bySid.pollFirstEntry();
    }
  }

  synchronized Optional<TwilioMessage> find(String sid) {
    return Optional.ofNullable(bySid.get(sid));
  }

  /** The newest messages first, as the real list has them, filtered by exact values. */
  synchronized List<TwilioMessage> list(String accountSid, Map<String, String> filter, int limit) {
    return bySid.sequencedValues().reversed().stream()
        .filter(message -> message.accountSid().equals(accountSid))
        .filter(message -> filter.getOrDefault("To", message.to()).equals(message.to()))
        .filter(message -> filter.getOrDefault("From", message.from()).equals(message.from()))
        .limit(limit)
        .toList();
  }
}
