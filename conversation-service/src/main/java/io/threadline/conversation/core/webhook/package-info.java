/** What a webhook call carries, and when a failed one is made again. */
@NullMarked
package io.threadline.conversation.core.webhook;

import org.jspecify.annotations.NullMarked;
