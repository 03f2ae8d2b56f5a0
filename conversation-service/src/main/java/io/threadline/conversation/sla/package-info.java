/** The promises of routing's clocks, shown on their tickets. */
@NullMarked
package io.threadline.conversation.sla;

import org.jspecify.annotations.NullMarked;
