/** Simulations of the real routing core. */
@NullMarked
package io.threadline.bench.simulate;

import org.jspecify.annotations.NullMarked;
