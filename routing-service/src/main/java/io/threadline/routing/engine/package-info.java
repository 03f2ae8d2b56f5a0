/** The shell of the engine: one writer per pool, fenced by its lease, committing in groups. */
@NullMarked
package io.threadline.routing.engine;

import org.jspecify.annotations.NullMarked;
