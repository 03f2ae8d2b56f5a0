package io.threadline.routing.core;

import io.threadline.contracts.Presence;
import io.threadline.routing.core.state.OfferState;
import io.threadline.routing.core.state.TicketStage;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The answer to an input: the same for the same command, however often it is asked. */
public sealed interface Reply {

  /** Nothing to say. */
  record Done() implements Reply {}

  /**
   * A definition is in force.
   *
   * @param created false if it replaced one
   * @param version the next change has to be made from
   */
  record Saved(String key, boolean created, long version) implements Reply {}

  /**
   * The change was made from another version than the one in force, and was not done.
   *
   * @param version the one in force; null if there is no such definition
   */
  record Stale(String key, @Nullable Long version) implements Reply {}

  /** The presence in force, which may be another than asked: who drains without work is offline. */
  record PresenceIs(String agent, Presence presence) implements Reply {}

  /** The ticket waits or is offered already. */
  record Enqueued(UUID ticketId, String queue) implements Reply {}

  /** The ticket was there before; nothing changed. */
  record AlreadyThere(UUID ticketId, TicketStage stage) implements Reply {}

  /** Routing did not have the ticket; nothing changed. */
  record NotThere(UUID ticketId) implements Reply {}

  /** The ticket waits for whom it was passed to, or is offered already. */
  record Transferred(UUID ticketId, String queue) implements Reply {}

  /** The ticket waits for that time. */
  record Deferred(UUID ticketId, Instant until) implements Reply {}

  /** Another agent is asked to join. */
  record Consulting(UUID ticketId, UUID consultId) implements Reply {}

  /** The consult is over; the ticket is that agent's. */
  record ConsultOver(UUID ticketId, String agent) implements Reply {}

  /** The offer was taken back. */
  record OfferRescinded(UUID offerId, UUID ticketId) implements Reply {}

  /** The offer was accepted and the ticket is the agent's. */
  record OfferAccepted(UUID offerId, UUID ticketId) implements Reply {}

  /** The offer was declined. */
  record OfferDeclined(UUID offerId, UUID ticketId) implements Reply {}

  /** The offer had come to another end before. */
  record OfferOver(UUID offerId, UUID ticketId, OfferState state) implements Reply {}

  /** No offer of that id was made to that agent. */
  record OfferUnknown(UUID offerId) implements Reply {}

  /** The ticket is the agent's. */
  record Assigned(UUID ticketId, String agent) implements Reply {}

  /**
   * The command cannot be done.
   *
   * @param detail what is wrong, with the values, and what to do
   */
  record Rejected(Reason reason, String detail) implements Reply {}

  /** Why a command cannot be done. */
  enum Reason {
    UNKNOWN_AGENT,
    UNKNOWN_QUEUE,
    UNKNOWN_SKILL,
    UNKNOWN_CALENDAR,
    UNKNOWN_TICKET,
    INVALID,
    NOT_QUALIFIED,
    NO_CAPACITY,
    NOT_AVAILABLE,
    TAKEN,
    NOT_YOURS
  }
}
