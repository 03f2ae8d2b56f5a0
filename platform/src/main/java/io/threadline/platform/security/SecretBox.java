package io.threadline.platform.security;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals secrets for the database with AES-256-GCM (NIST SP 800-38D): one byte of version, 12 of
 * nonce, the ciphertext with its tag. The tenant is authenticated with it, so that a sealed secret
 * copied to another tenant's row does not open.
 */
public final class SecretBox {
  private static final byte VERSION = 1;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final int KEY_BYTES = 32;

  private final SecretKeySpec key;
  private final SecureRandom random = new SecureRandom();

  private SecretBox(byte[] key) {
    this.key = new SecretKeySpec(key, "AES");
  }

  /**
   * @param base64 32 bytes, base64
   * @throws IllegalArgumentException if it is anything else
   */
  public static SecretBox ofBase64(String base64) {
    byte[] key;
    try {
      key = Base64.getDecoder().decode(base64.strip());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "THREADLINE_SECRETS_KEY is not base64: make one with 'openssl rand -base64 32'", e);
    }
    if (key.length != KEY_BYTES) {
      throw new IllegalArgumentException(
          "THREADLINE_SECRETS_KEY has "
              + key.length
              + " bytes, not 32: make one with 'openssl rand -base64 32'");
    }
    return new SecretBox(key);
  }

  /** The secret, sealed for the tenant. */
  public byte[] seal(UUID tenant, String secret) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    byte[] sealed =
        run(Cipher.ENCRYPT_MODE, tenant, nonce, secret.getBytes(StandardCharsets.UTF_8));
    return ByteBuffer.allocate(1 + NONCE_BYTES + sealed.length)
        .put(VERSION)
        .put(nonce)
        .put(sealed)
        .array();
  }

  /**
   * The secret that was sealed.
   *
   * @throws IllegalStateException if it was sealed with another key or for another tenant, or was
   *     changed
   */
  public String open(UUID tenant, byte[] sealed) {
    ByteBuffer buffer = ByteBuffer.wrap(sealed);
    if (sealed.length < 1 + NONCE_BYTES + TAG_BITS / 8 || buffer.get() != VERSION) {
      throw new IllegalStateException("a sealed secret has an unknown form");
    }
    byte[] nonce = new byte[NONCE_BYTES];
    buffer.get(nonce);
    byte[] body = new byte[buffer.remaining()];
    buffer.get(body);
    return new String(run(Cipher.DECRYPT_MODE, tenant, nonce, body), StandardCharsets.UTF_8);
  }

  private byte[] run(int mode, UUID tenant, byte[] nonce, byte[] input) {
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
      cipher.updateAAD(tenant.toString().getBytes(StandardCharsets.US_ASCII));
      return cipher.doFinal(input);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(
          "a secret could not be opened: THREADLINE_SECRETS_KEY is not the key that sealed it", e);
    }
  }
}
