/** Business hours: pure arithmetic on a time zone. */
@NullMarked
package io.threadline.routing.core.calendar;

import org.jspecify.annotations.NullMarked;
