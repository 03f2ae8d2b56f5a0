package io.threadline.contracts.inbound;

import org.jspecify.annotations.Nullable;

/**
 * What arrived, to the byte: inline up to {@link #MAX_INLINE_BYTES}, in the blob store above that.
 *
 * @param contentType the HTTP or MIME type it came with
 * @param sha256 hex digest of the bytes
 * @param size in bytes
 * @param base64 the bytes, or null when they are in the blob store
 * @param blob the name in the blob store, or null when they are inline
 */
public record RawPayload(
    String contentType, String sha256, long size, @Nullable String base64, @Nullable String blob) {

  /** Larger payloads go to the blob store, so that records stay small. */
  public static final int MAX_INLINE_BYTES = 64 * 1024;

  public RawPayload {
    if ((base64 == null) == (blob == null)) {
      throw new IllegalArgumentException(
          "raw payload " + sha256 + " must be either inline or in the blob store");
    }
  }
}
