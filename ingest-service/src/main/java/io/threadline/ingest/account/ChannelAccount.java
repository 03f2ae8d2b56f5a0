package io.threadline.ingest.account;

import io.threadline.contracts.Channel;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One configured endpoint of a channel, as the accept path and the senders use it.
 *
 * @param provider the package that speaks for it, as {@code twilio}
 * @param address our own address there: a number in E.164 or a mailbox
 * @param queue the queue its tickets go to, if its owner chose one
 * @param language the language (ISO 639-1) its customers mostly write, if known
 * @param settings of the provider, not secret, as {@code accountSid}
 * @param secrets of the provider, opened; never logged, never answered by an API
 */
public record ChannelAccount(
    UUID id,
    UUID tenant,
    Channel channel,
    String provider,
    String address,
    @Nullable String queue,
    @Nullable String language,
    Map<String, String> settings,
    Map<String, String> secrets) {

  /** A setting that the provider's package needs; empty if the account lacks it. */
  public String setting(String name) {
    return settings.getOrDefault(name, "");
  }

  /** A secret that the provider's package needs; empty if the account lacks it. */
  public String secret(String name) {
    return secrets.getOrDefault(name, "");
  }

  /** Without settings and secrets, since it ends up in logs. */
  @Override
  public String toString() {
    return "ChannelAccount[" + id + ", " + channel + ", " + provider + "]";
  }
}
