/** Load: customers' webhooks, sent as fast as they are answered or at a steady rate. */
@NullMarked
package io.threadline.bench.load;

import org.jspecify.annotations.NullMarked;
