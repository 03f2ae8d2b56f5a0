/** Two customers who are one person: merging their threads, and undoing it. */
@NullMarked
package io.threadline.conversation.identity;

import org.jspecify.annotations.NullMarked;
