@NullMarked
package io.threadline.routing.store.pack;

import org.jspecify.annotations.NullMarked;
