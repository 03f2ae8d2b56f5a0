/** What follows from our own events, after they were published: search and webhooks. */
@NullMarked
package io.threadline.conversation.after;

import org.jspecify.annotations.NullMarked;
