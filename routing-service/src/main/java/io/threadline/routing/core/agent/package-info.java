/** Who can take tickets, and how many: definitions, presence, the capacity ledger. */
@NullMarked
package io.threadline.routing.core.agent;

import org.jspecify.annotations.NullMarked;
