/** Splitting tickets, merging them, and moving messages from one to another. */
@NullMarked
package io.threadline.conversation.regroup;

import org.jspecify.annotations.NullMarked;
