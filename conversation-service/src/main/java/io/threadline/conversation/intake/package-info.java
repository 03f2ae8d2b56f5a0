/** Customers' messages on their way into the thread: read, fold, write, in one transaction. */
@NullMarked
package io.threadline.conversation.intake;

import org.jspecify.annotations.NullMarked;
