/** Recorded periods played again. */
@NullMarked
package io.threadline.routing.simulate.replay;

import org.jspecify.annotations.NullMarked;
