@NullMarked
package io.threadline.local.issuer;

import org.jspecify.annotations.NullMarked;
