/** Benchmarks: figures beside the limits of the machine that they were measured on. */
@NullMarked
package io.threadline.bench;

import org.jspecify.annotations.NullMarked;
