/** What whoever takes a ticket over needs to know. */
@NullMarked
package io.threadline.conversation.handover;

import org.jspecify.annotations.NullMarked;
