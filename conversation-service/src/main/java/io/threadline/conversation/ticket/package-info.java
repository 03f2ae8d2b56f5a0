/** Tickets: their rows, their lists, and what agents do to them. */
@NullMarked
package io.threadline.conversation.ticket;

import org.jspecify.annotations.NullMarked;
