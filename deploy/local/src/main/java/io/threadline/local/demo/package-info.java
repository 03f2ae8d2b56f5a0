/** Who and what a fresh local run holds: users, queues, channel accounts and some history. */
@NullMarked
package io.threadline.local.demo;

import org.jspecify.annotations.NullMarked;
