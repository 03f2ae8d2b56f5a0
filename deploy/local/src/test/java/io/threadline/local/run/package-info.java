@NullMarked
package io.threadline.local.run;

import org.jspecify.annotations.NullMarked;
