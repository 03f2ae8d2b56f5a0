/** Customers who may be one person: found as they change, suggested to agents, decided by them. */
@NullMarked
package io.threadline.conversation.suggestion;

import org.jspecify.annotations.NullMarked;
