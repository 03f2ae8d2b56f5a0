/** Public holidays as dates: looked up when a calendar is saved, and again before they run out. */
@NullMarked
package io.threadline.routing.holiday;

import org.jspecify.annotations.NullMarked;
