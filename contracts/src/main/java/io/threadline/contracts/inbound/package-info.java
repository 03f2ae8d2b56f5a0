/** What customers wrote: from the channel adapters to the conversation. */
@NullMarked
package io.threadline.contracts.inbound;

import org.jspecify.annotations.NullMarked;
