/** What each command does to the state. */
@NullMarked
package io.threadline.routing.core.flow;

import org.jspecify.annotations.NullMarked;
