/** What is known of a ticket or a customer, folded from events in whatever order they came. */
@NullMarked
package io.threadline.kpi.core.story;

import org.jspecify.annotations.NullMarked;
