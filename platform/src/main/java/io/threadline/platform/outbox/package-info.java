/** Producing: events leave because, and only because, a transaction committed. */
@NullMarked
package io.threadline.platform.outbox;

import org.jspecify.annotations.NullMarked;
