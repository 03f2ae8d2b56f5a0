/** The agents' page: its files, how long browsers keep them, what they may do. */
@NullMarked
package io.threadline.conversation.console;

import org.jspecify.annotations.NullMarked;
