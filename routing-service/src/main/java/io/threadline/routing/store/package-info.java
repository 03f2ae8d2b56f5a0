/** Pools in PostgreSQL: lease, log, decisions, state. */
@NullMarked
package io.threadline.routing.store;

import org.jspecify.annotations.NullMarked;
