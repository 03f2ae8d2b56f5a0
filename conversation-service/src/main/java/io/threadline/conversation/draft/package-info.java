/** What agents have begun to write, kept per agent and conversation. */
@NullMarked
package io.threadline.conversation.draft;

import org.jspecify.annotations.NullMarked;
