/** Requests for an agent, and what routing decided. */
@NullMarked
package io.threadline.contracts.routing;

import org.jspecify.annotations.NullMarked;
