/** The parsers that production uses, over a folder of third-party samples with expected results. */
@NullMarked
package io.threadline.bench.corpus;

import org.jspecify.annotations.NullMarked;
