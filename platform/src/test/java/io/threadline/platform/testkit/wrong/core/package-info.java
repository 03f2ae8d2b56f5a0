/** Classes that break the rules, so that the rules can be seen to find them. */
@NullMarked
package io.threadline.platform.testkit.wrong.core;

import org.jspecify.annotations.NullMarked;
