/**
 * How alike two customers are: whether they may be one person, in bits of evidence, with the
 * reasons. Nothing here reads a database or a clock.
 */
@NullMarked
package io.threadline.conversation.likeness;

import org.jspecify.annotations.NullMarked;
