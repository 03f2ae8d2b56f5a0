/** Time: the slots of the aggregates, and the periods of a report in any zone. */
@NullMarked
package io.threadline.kpi.core.window;

import org.jspecify.annotations.NullMarked;
