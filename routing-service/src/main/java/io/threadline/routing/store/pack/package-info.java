/**
 * The engine's records as bytes, for what is written with every commit and read by the million.
 * Components are only ever added, at the end: then an older release's bytes stay readable.
 */
@NullMarked
package io.threadline.routing.store.pack;

import org.jspecify.annotations.NullMarked;
