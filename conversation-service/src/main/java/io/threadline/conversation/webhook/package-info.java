/** Outgoing webhooks: who is told what happens, signed, tried again, logged, replayed. */
@NullMarked
package io.threadline.conversation.webhook;

import org.jspecify.annotations.NullMarked;
