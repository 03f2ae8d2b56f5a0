/** What the tests of the conversation-service share. */
@NullMarked
package io.threadline.conversation.testkit;

import org.jspecify.annotations.NullMarked;
