/** Search over messages, customers and tickets, in every language. */
@NullMarked
package io.threadline.conversation.search;

import org.jspecify.annotations.NullMarked;
