/** How often the language of a text is told right. */
@NullMarked
package io.threadline.bench.language;

import org.jspecify.annotations.NullMarked;
