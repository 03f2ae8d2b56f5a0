/** Names, links and signatures of files. */
@NullMarked
package io.threadline.conversation.core.attachment;

import org.jspecify.annotations.NullMarked;
