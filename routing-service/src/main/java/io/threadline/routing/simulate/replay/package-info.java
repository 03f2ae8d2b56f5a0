/** What would have been: a recorded period played again under other skills or policies. */
@NullMarked
package io.threadline.routing.simulate.replay;

import org.jspecify.annotations.NullMarked;
