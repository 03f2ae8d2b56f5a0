/** Consuming: each event has its effect exactly once. */
@NullMarked
package io.threadline.platform.inbox;

import org.jspecify.annotations.NullMarked;
