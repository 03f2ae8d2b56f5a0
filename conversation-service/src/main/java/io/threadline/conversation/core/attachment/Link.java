package io.threadline.conversation.core.attachment;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A right to read one file for a while, as text for a URL: tenant, file, expiry, and their
 * HMAC-SHA256. Whoever has it needs no token, since the file's origin must never see one.
 */
public record Link(UUID tenant, UUID file, Instant expiresAt) {
  private static final String ALGORITHM = "HmacSHA256";
  private static final int PAYLOAD_BYTES = 40;
  private static final int MAC_BYTES = 32;

  /** The text of this link. */
  public String sign(byte[] key) {
    byte[] payload =
        ByteBuffer.allocate(PAYLOAD_BYTES)
            .putLong(tenant.getMostSignificantBits())
            .putLong(tenant.getLeastSignificantBits())
            .putLong(file.getMostSignificantBits())
            .putLong(file.getLeastSignificantBits())
            .putLong(expiresAt.getEpochSecond())
            .array();
    byte[] all =
        ByteBuffer.allocate(PAYLOAD_BYTES + MAC_BYTES).put(payload).put(mac(key, payload)).array();
    return Base64.getUrlEncoder().withoutPadding().encodeToString(all);
  }

  /** The link of a text; empty if it is forged or has expired. */
  public static Optional<Link> read(byte[] key, String text, Instant now) {
    byte[] all;
    try {
      all = Base64.getUrlDecoder().decode(text);
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
    if (all.length != PAYLOAD_BYTES + MAC_BYTES) {
      return Optional.empty();
    }
    byte[] payload = Arrays.copyOf(all, PAYLOAD_BYTES);
    byte[] mac = Arrays.copyOfRange(all, PAYLOAD_BYTES, all.length);
    if (!MessageDigest.isEqual(mac, mac(key, payload))) {
      return Optional.empty();
    }
    ByteBuffer fields = ByteBuffer.wrap(payload);
    Link link =
        new Link(
            new UUID(fields.getLong(), fields.getLong()),
            new UUID(fields.getLong(), fields.getLong()),
            Instant.ofEpochSecond(fields.getLong()));
    return now.isBefore(link.expiresAt()) ? Optional.of(link) : Optional.empty();
  }

  private static byte[] mac(byte[] key, byte[] payload) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      mac.update("attachment".getBytes(StandardCharsets.US_ASCII));
      return mac.doFinal(payload);
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }
}
