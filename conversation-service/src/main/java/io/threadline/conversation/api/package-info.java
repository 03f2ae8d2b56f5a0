/** What the resources share: answers that can be replayed, and text that agents send. */
@NullMarked
package io.threadline.conversation.api;

import org.jspecify.annotations.NullMarked;
