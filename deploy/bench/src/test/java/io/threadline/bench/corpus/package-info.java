@NullMarked
package io.threadline.bench.corpus;

import org.jspecify.annotations.NullMarked;
