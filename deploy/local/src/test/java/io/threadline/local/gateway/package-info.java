@NullMarked
package io.threadline.local.gateway;

import org.jspecify.annotations.NullMarked;
