/** Several acts under one name: a reply, a note, a change of the ticket. */
@NullMarked
package io.threadline.conversation.macro;

import org.jspecify.annotations.NullMarked;
