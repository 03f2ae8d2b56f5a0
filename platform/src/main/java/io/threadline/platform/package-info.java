/** What every service needs around its core, one package a concern. */
@NullMarked
package io.threadline.platform;

import org.jspecify.annotations.NullMarked;
