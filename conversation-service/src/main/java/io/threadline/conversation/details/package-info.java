/** What people write on tickets: category, tags, custom fields, follow-ups, snoozes. */
@NullMarked
package io.threadline.conversation.details;

import org.jspecify.annotations.NullMarked;
