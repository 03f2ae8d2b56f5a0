/** How far each agent has read each thread. */
@NullMarked
package io.threadline.conversation.reading;

import org.jspecify.annotations.NullMarked;
