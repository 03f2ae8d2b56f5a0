/** The audit log as a chain of hashes, in which a change anywhere shows. */
@NullMarked
package io.threadline.conversation.core.audit;

import org.jspecify.annotations.NullMarked;
