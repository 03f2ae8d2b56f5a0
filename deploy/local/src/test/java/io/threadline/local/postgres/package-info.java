@NullMarked
package io.threadline.local.postgres;

import org.jspecify.annotations.NullMarked;
