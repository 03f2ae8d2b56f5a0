/** What people set up and edit: stored as documents, with owner, name and version. */
@NullMarked
package io.threadline.conversation.setup;

import org.jspecify.annotations.NullMarked;
