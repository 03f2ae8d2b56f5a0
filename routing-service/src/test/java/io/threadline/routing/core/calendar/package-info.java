/** Tests of business hours. */
@NullMarked
package io.threadline.routing.core.calendar;

import org.jspecify.annotations.NullMarked;
