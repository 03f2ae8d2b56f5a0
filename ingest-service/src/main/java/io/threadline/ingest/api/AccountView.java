package io.threadline.ingest.api;

import io.threadline.ingest.account.ChannelAccountRow;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A channel account as the API shows it: everything but its secrets.
 *
 * @param webhook the URL to give to the provider; whoever knows it can find the account
 */
public record AccountView(
    UUID id,
    String channel,
    String provider,
    String displayName,
    String address,
    @Nullable String queue,
    @Nullable String language,
    Map<String, String> settings,
    String webhook,
    long version) {

  static AccountView of(ChannelAccountRow row, String webhook) {
    return new AccountView(
        row.id,
        row.channel,
        row.provider,
        row.displayName,
        row.address,
        row.queue,
        row.language,
        Map.copyOf(row.settings),
        webhook,
        row.version);
  }
}
