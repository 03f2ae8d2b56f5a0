/** What happened in a conversation and to its tickets. */
@NullMarked
package io.threadline.contracts.conversation;

import org.jspecify.annotations.NullMarked;
