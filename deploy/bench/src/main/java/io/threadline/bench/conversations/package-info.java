/** How fast the desk reads when there are many conversations. */
@NullMarked
package io.threadline.bench.conversations;

import org.jspecify.annotations.NullMarked;
