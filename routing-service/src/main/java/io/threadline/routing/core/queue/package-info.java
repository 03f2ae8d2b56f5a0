/** How queues choose, and what channels cost. */
@NullMarked
package io.threadline.routing.core.queue;

import org.jspecify.annotations.NullMarked;
