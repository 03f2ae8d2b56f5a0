/** Texts that agents send again and again, with variables, in several languages. */
@NullMarked
package io.threadline.conversation.canned;

import org.jspecify.annotations.NullMarked;
