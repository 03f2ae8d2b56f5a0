/** Agents, queues, tickets and offers as immutable records; their hash, timers and indexes. */
@NullMarked
package io.threadline.routing.core.state;

import org.jspecify.annotations.NullMarked;
