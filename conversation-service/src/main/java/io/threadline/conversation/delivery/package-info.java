/** What became of the messages that were sent. */
@NullMarked
package io.threadline.conversation.delivery;

import org.jspecify.annotations.NullMarked;
