package io.threadline.local.issuer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.lang.JoseException;

/**
 * The key pair that signs demo tokens; it lives in the data folder, so tokens outlive a restart.
 */
public record SigningKey(RsaJsonWebKey key) {

  private static final int BITS = 2048;

  /** Reads the key, or makes one when the file is missing. */
  public static SigningKey loadOrMake(Path file) {
    try {
      if (Files.exists(file)) {
        return new SigningKey((RsaJsonWebKey) JsonWebKey.Factory.newJwk(Files.readString(file)));
      }
      RsaJsonWebKey made = RsaJwkGenerator.generateJwk(BITS);
      made.setKeyId("demo-" + Long.toHexString(System.nanoTime()));
      made.setUse("sig");
      made.setAlgorithm("RS256");
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(file, made.toJson(JsonWebKey.OutputControlLevel.INCLUDE_PRIVATE));
      return new SigningKey(made);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read or write the signing key " + file, e);
    } catch (JoseException e) {
      throw new IllegalStateException(file + " holds no RSA key: delete it to get a new one", e);
    }
  }
}
