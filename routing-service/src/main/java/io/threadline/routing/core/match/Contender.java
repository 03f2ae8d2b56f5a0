package io.threadline.routing.core.match;

/**
 * One that could have been chosen.
 *
 * @param id an agent's login, or a ticket's id
 * @param loadPermille of an agent: the part of the capacity in use
 * @param idleMillis of an agent: since new or finished work; of a ticket: its wait
 * @param index of a ticket: its index in thousandths; of an agent: the sum of the levels asked for
 *     where the most skilled is first, the price where the cheapest is, otherwise 0
 */
public record Contender(String id, long loadPermille, long idleMillis, long index) {}
