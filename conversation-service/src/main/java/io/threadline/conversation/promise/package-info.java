/** What agents have promised customers, and until when. */
@NullMarked
package io.threadline.conversation.promise;

import org.jspecify.annotations.NullMarked;
