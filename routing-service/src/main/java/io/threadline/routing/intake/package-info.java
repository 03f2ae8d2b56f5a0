/** Requests for agents, from Kafka into the pools, with queue and language chosen. */
@NullMarked
package io.threadline.routing.intake;

import org.jspecify.annotations.NullMarked;
