/** Notes between colleagues, and who is named in them. */
@NullMarked
package io.threadline.conversation.note;

import org.jspecify.annotations.NullMarked;
