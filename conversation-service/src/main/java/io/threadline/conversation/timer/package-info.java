/** What comes due by itself: snoozes, follow-ups, promises. */
@NullMarked
package io.threadline.conversation.timer;

import org.jspecify.annotations.NullMarked;
