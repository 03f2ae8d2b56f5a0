@NullMarked
package io.threadline.local.kafka;

import org.jspecify.annotations.NullMarked;
