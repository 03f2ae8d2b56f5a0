/** What is promised for a ticket, and until when. */
@NullMarked
package io.threadline.routing.core.sla;

import org.jspecify.annotations.NullMarked;
