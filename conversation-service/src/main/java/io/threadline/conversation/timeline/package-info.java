/** The thread: conversations, their messages, and reading them page by page. */
@NullMarked
package io.threadline.conversation.timeline;

import org.jspecify.annotations.NullMarked;
