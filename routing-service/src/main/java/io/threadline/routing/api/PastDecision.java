package io.threadline.routing.api;

import io.threadline.routing.core.match.Verdict;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A decision looked at in the state in which it was made.
 *
 * @param seq of its input
 * @param ordinal which of the input's decisions it is, from 0
 * @param chosen the agent; null if the ticket was left to wait
 * @param agents why each was chosen or not
 * @param unknown why that cannot be told any more; null if it can
 */
public record PastDecision(
    long seq,
    int ordinal,
    Instant at,
    @Nullable String chosen,
    List<Verdict> agents,
    @Nullable String unknown) {}
