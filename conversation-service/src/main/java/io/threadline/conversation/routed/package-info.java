/** What routing decided, applied to tickets. */
@NullMarked
package io.threadline.conversation.routed;

import org.jspecify.annotations.NullMarked;
