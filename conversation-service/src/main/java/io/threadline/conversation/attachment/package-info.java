/**
 * Files: taken, sniffed, scanned, kept in a folder or in S3, served from an origin of their own.
 */
@NullMarked
package io.threadline.conversation.attachment;

import org.jspecify.annotations.NullMarked;
