package io.threadline.routing.core.queue;

import io.threadline.routing.core.agent.Ledger;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a ticket of a channel costs an agent.
 *
 * @param weight capacity units it takes
 * @param maximum how many at once
 * @param offlineGrace how long an agent who went offline keeps it; null to keep it until somebody
 *     reassigns it
 */
public record ChannelPolicy(
    int weight, int maximum, Ledger ledger, @Nullable Duration offlineGrace) {}
