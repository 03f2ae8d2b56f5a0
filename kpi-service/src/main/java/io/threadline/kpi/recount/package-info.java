/** The independent check: the same figures by brute force over the raw events. */
@NullMarked
package io.threadline.kpi.recount;

import org.jspecify.annotations.NullMarked;
