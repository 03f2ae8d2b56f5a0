/** Steps of tickets. */
@NullMarked
package io.threadline.routing.core.requirement;

import org.jspecify.annotations.NullMarked;
