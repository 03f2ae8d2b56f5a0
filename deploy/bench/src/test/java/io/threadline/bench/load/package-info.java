@NullMarked
package io.threadline.bench.load;

import org.jspecify.annotations.NullMarked;
