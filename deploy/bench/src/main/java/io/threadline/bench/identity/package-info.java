/** How good suggestions of who may be one person are. */
@NullMarked
package io.threadline.bench.identity;

import org.jspecify.annotations.NullMarked;
