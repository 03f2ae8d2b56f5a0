package io.threadline.platform.testkit;

import io.smallrye.jwt.build.Jwt;
import io.threadline.contracts.Envelope;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.util.Base64;
import java.util.Set;
import java.util.UUID;

/**
 * Signed tokens as an identity provider would issue them. Tests and the test resources may live in
 * different class loaders, so the key is shared through system properties.
 */
public final class TestTokens {
  static final String KEY_ID = "test";

  private static final String PRIVATE = "threadline.test.private-key";
  private static final String PUBLIC = "threadline.test.public-key";
  private static final String ISSUER = "threadline.test.issuer";

  private TestTokens() {}

  /** A token of the default tenant. */
  public static String of(String login, String... roles) {
    return of(Envelope.DEFAULT_TENANT, login, roles);
  }

  /** A token of a tenant. */
  public static String of(UUID tenant, String login, String... roles) {
    return Jwt.issuer(issuer())
        .subject(login)
        .audience("threadline")
        .preferredUserName(login)
        .groups(Set.of(roles))
        .claim("tenant", tenant.toString())
        .expiresIn(Duration.ofHours(1))
        .jws()
        .keyId(KEY_ID)
        .sign(privateKey());
  }

  static String issuer() {
    return System.getProperty(ISSUER, "http://localhost/auth");
  }

  static void issuer(String issuer) {
    System.setProperty(ISSUER, issuer);
  }

  static RSAPublicKey publicKey() {
    try {
      ensureKey();
      byte[] encoded = Base64.getDecoder().decode(System.getProperty(PUBLIC));
      return (RSAPublicKey)
          KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(encoded));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has RSA", e);
    }
  }

  private static PrivateKey privateKey() {
    try {
      ensureKey();
      byte[] encoded = Base64.getDecoder().decode(System.getProperty(PRIVATE));
      return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(encoded));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has RSA", e);
    }
  }

  private static void ensureKey() throws GeneralSecurityException {
    synchronized (System.getProperties()) {
      if (System.getProperty(PRIVATE) == null) {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair pair = generator.generateKeyPair();
        Base64.Encoder encoder = Base64.getEncoder();
        System.setProperty(PUBLIC, encoder.encodeToString(pair.getPublic().getEncoded()));
        System.setProperty(PRIVATE, encoder.encodeToString(pair.getPrivate().getEncoded()));
      }
    }
  }
}
