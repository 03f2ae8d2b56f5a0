/** What agents do at the desk, against the running service. */
@NullMarked
package io.threadline.conversation.desk;

import org.jspecify.annotations.NullMarked;
