/** What is to be sent to customers, and what became of it. */
@NullMarked
package io.threadline.contracts.outbound;

import org.jspecify.annotations.NullMarked;
