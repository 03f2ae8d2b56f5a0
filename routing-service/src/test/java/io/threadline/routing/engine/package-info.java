/** The writer on a real database. */
@NullMarked
package io.threadline.routing.engine;

import org.jspecify.annotations.NullMarked;
