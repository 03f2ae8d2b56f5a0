@NullMarked
package io.threadline.local;

import org.jspecify.annotations.NullMarked;
