/**
 * The conversation-service: identity, the one thread of each customer, tickets and the live view.
 */
@NullMarked
package io.threadline.conversation;

import org.jspecify.annotations.NullMarked;
