/** The engine against scenarios, a naive reference and itself. */
@NullMarked
package io.threadline.routing.core;

import org.jspecify.annotations.NullMarked;
