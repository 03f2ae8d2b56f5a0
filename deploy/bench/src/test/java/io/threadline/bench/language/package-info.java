/** Tests of the language benchmark. */
@NullMarked
package io.threadline.bench.language;

import org.jspecify.annotations.NullMarked;
