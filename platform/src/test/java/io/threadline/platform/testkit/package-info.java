/** What the services' tests run on: real PostgreSQL, real Kafka, real tokens. */
@NullMarked
package io.threadline.platform.testkit;

import org.jspecify.annotations.NullMarked;
