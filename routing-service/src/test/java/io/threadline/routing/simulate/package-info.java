/** The simulator against exact results. */
@NullMarked
package io.threadline.routing.simulate;

import org.jspecify.annotations.NullMarked;
