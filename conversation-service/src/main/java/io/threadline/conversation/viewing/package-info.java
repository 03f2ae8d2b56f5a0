/**
 * Collision: who looks at a thread, and who is typing in it. Passing news, over all instances, by
 * PostgreSQL's notifications; what is missed is put right by the next heartbeat.
 */
@NullMarked
package io.threadline.conversation.viewing;

import org.jspecify.annotations.NullMarked;
