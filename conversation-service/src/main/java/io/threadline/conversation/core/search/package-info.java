/** What somebody searches for. */
@NullMarked
package io.threadline.conversation.core.search;

import org.jspecify.annotations.NullMarked;
