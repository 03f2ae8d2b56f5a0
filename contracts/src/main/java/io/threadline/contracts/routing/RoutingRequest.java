package io.threadline.contracts.routing;

import io.threadline.contracts.Event;
import java.util.UUID;

/** Events of {@code routing.requests}: what conversations ask of routing, in order per pool. */
public sealed interface RoutingRequest extends Event
    permits AgentRequested, TicketActivity, RequestWithdrawn, RequestCompleted {

  /** The pool of a tenant that has only one. */
  String DEFAULT_POOL = "default";

  /** The single-writer shard that the ticket belongs to. */
  String pool();

  UUID ticketId();

  @Override
  default String partitionKey() {
    return pool();
  }
}
