/** How rows travel: columns as arrays, one statement for many rows. */
@NullMarked
package io.threadline.conversation.database;

import org.jspecify.annotations.NullMarked;
