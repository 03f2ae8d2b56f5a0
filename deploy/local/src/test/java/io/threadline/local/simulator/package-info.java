@NullMarked
package io.threadline.local.simulator;

import org.jspecify.annotations.NullMarked;
