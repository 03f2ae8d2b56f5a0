/**
 * The live view: every instance follows the event topics from now on, and each agent's connection
 * gets what concerns it. A connection's position is the set of Kafka offsets it has been given, so
 * any instance can go on where another one stopped, with no gap and no repeat.
 */
@NullMarked
package io.threadline.conversation.live;

import org.jspecify.annotations.NullMarked;
