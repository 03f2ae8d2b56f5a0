package io.threadline.ingest.api;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A channel account as an administrator writes it. {@code accountSid} and {@code
 * messagingServiceSid} are shorthands for settings, {@code authToken} and {@code key} for secrets.
 *
 * @param provider may be left out where the channel has one only
 * @param queue where its tickets go; null leaves it to the conversation
 * @param language ISO 639-1; what its customers mostly write
 * @param secrets write-only; a change that leaves one out keeps it
 */
public record AccountRequest(
    @Nullable String channel,
    @Nullable String provider,
    @Nullable String displayName,
    @Nullable String address,
    @Nullable String queue,
    @Nullable String language,
    @Nullable Map<String, String> settings,
    @Nullable Map<String, String> secrets,
    @Nullable String accountSid,
    @Nullable String messagingServiceSid,
    @Nullable String authToken,
    @Nullable String key) {

  /** All settings, shorthands included. */
  Map<String, String> allSettings() {
    Map<String, String> all = new HashMap<>(settings == null ? Map.of() : settings);
    put(all, "accountSid", accountSid);
    put(all, "messagingServiceSid", messagingServiceSid);
    return all;
  }

  /** All secrets, shorthands included. */
  Map<String, String> allSecrets() {
    Map<String, String> all = new HashMap<>(secrets == null ? Map.of() : secrets);
    put(all, "authToken", authToken);
    put(all, "key", key);
    return all;
  }

  private static void put(Map<String, String> all, String name, @Nullable String value) {
    if (value != null) {
      all.put(name, value);
    }
  }

  /** Without secrets: it may end up in a log. */
  @Override
  public String toString() {
    return "AccountRequest[" + channel + ", " + provider + ", " + displayName + "]";
  }
}
