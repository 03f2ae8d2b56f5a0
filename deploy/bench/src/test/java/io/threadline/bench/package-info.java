@NullMarked
package io.threadline.bench;

import org.jspecify.annotations.NullMarked;
