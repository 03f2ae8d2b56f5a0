/**
 * The routing engine: pure, deterministic, single-threaded. Commands in, decisions and events out.
 */
@NullMarked
package io.threadline.routing.core;

import org.jspecify.annotations.NullMarked;
