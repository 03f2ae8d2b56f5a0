/** What this machine can do at best: the references of the figures. */
@NullMarked
package io.threadline.bench.limit;

import org.jspecify.annotations.NullMarked;
