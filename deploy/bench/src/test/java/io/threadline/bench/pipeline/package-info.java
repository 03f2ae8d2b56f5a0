@NullMarked
package io.threadline.bench.pipeline;

import org.jspecify.annotations.NullMarked;
