package io.threadline.routing.core.match;

/**
 * A ticket and who is to take it, found for several agents at once.
 *
 * @param agents how many were looked at together
 * @param lines how many lines had a ticket that one of them could take
 */
public record Pair(String login, TicketChoice.Claim claim, int agents, int lines) {}
