package io.threadline.ingest.vault;

import io.threadline.contracts.inbound.RawPayload;
import io.threadline.ingest.channel.Hashes;
import java.io.IOException;
import java.util.Base64;

/** Turns what arrived into the reference that events carry, and back. */
public final class Payloads {
  private final BlobStore blobs;

  public Payloads(BlobStore blobs) {
    this.blobs = blobs;
  }

  /**
   * A reference to bytes: inline while they are small, else in the blob store, where they are on
   * the disk when this returns.
   */
  public RawPayload keep(String contentType, byte[] bytes) throws IOException {
    String sha256 = Hashes.sha256(bytes);
    String type = contentType.isEmpty() ? "application/octet-stream" : contentType;
    return bytes.length <= RawPayload.MAX_INLINE_BYTES
        ? new RawPayload(
            type, sha256, bytes.length, Base64.getEncoder().encodeToString(bytes), null)
        : new RawPayload(type, sha256, bytes.length, null, blobs.put(sha256, bytes));
  }

  /** The bytes of a reference. */
  public byte[] bytes(RawPayload raw) throws IOException {
    return raw.base64() == null
        ? blobs.get(raw.sha256())
        : Base64.getDecoder().decode(raw.base64());
  }
}
