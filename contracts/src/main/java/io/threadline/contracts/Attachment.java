package io.threadline.contracts;

import org.jspecify.annotations.Nullable;

/**
 * A file that came with, or goes out with, a message: a reference, never the bytes.
 *
 * @param reference where the bytes are: a provider's media URL or a {@code vault:} address
 * @param contentType the type the sender claimed, as {@code image/jpeg}
 * @param fileName the name the sender gave it
 * @param size in bytes, where known
 * @param inline true if the text shows it in place
 */
public record Attachment(
    String reference,
    String contentType,
    @Nullable String fileName,
    @Nullable Long size,
    boolean inline) {}
