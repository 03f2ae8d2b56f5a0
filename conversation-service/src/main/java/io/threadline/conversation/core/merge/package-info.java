/**
 * Making two threads one and two again: which number each message gets, whose it is, and on which
 * ticket it stands.
 */
@NullMarked
package io.threadline.conversation.core.merge;

import org.jspecify.annotations.NullMarked;
