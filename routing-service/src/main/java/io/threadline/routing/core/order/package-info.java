/** Ordered structures that the engine is built on: a heap that counts its work, sets of bits. */
@NullMarked
package io.threadline.routing.core.order;

import org.jspecify.annotations.NullMarked;
