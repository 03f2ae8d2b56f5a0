/** Who did what to whom, in a log that cannot be changed unnoticed. */
@NullMarked
package io.threadline.conversation.audit;

import org.jspecify.annotations.NullMarked;
