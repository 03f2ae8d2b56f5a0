package io.threadline.local.issuer;

import io.threadline.local.demo.DemoUser;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.lang.JoseException;

/** Issues RS256 tokens (RFC 9068's idea, OpenID Connect's discovery) to the demo users. */
public final class DemoIssuer {

  /** How long a token is good for: a working day, so that a demo never asks twice. */
  public static final Duration LIFETIME = Duration.ofHours(12);

  /** The audience every service demands. */
  public static final String AUDIENCE = "threadline";

  private final String issuer;
  private final SigningKey key;
  private final List<DemoUser> users;

  /**
   * An issuer.
   *
   * @param issuer its public URL, without a slash at the end
   */
  public DemoIssuer(String issuer, SigningKey key, List<DemoUser> users) {
    this.issuer = issuer;
    this.key = key;
    this.users = List.copyOf(users);
  }

  /** A token for the user, or nothing when name and password do not belong together. */
  public Optional<String> token(String username, String password, Instant now) {
    return users.stream()
        .filter(user -> user.username().equals(username) && equal(user.password(), password))
        .findFirst()
        .map(user -> sign(user, now));
  }

  /** The public key, as a JSON Web Key Set (RFC 7517). */
  public String keys() {
    return new JsonWebKeySet(key.key()).toJson();
  }

  /** The discovery document (OpenID Connect Discovery 1.0, section 3). */
  public Map<String, Object> configuration() {
    return Map.of(
        "issuer",
        issuer,
        "token_endpoint",
        issuer + "/token",
        "jwks_uri",
        issuer + "/jwks",
        "authorization_endpoint",
        issuer + "/authorize",
        "grant_types_supported",
        List.of("password"),
        "response_types_supported",
        List.of("token"),
        "subject_types_supported",
        List.of("public"),
        "id_token_signing_alg_values_supported",
        List.of("RS256"));
  }

  private String sign(DemoUser user, Instant now) {
    JwtClaims claims = new JwtClaims();
    claims.setIssuer(issuer);
    claims.setAudience(AUDIENCE);
    claims.setSubject(user.username());
    claims.setJwtId(UUID.randomUUID().toString());
    claims.setIssuedAt(NumericDate.fromSeconds(now.getEpochSecond()));
    claims.setExpirationTime(NumericDate.fromSeconds(now.plus(LIFETIME).getEpochSecond()));
    claims.setStringClaim("preferred_username", user.username());
    claims.setStringClaim("tenant", user.tenant().toString());
    claims.setStringListClaim("groups", user.roles());
    JsonWebSignature signature = new JsonWebSignature();
    signature.setPayload(claims.toJson());
    signature.setKey(key.key().getPrivateKey());
    signature.setKeyIdHeaderValue(key.key().getKeyId());
    signature.setHeader("typ", "JWT");
    signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
    try {
      return signature.getCompactSerialization();
    } catch (JoseException e) {
      throw new IllegalStateException("cannot sign a token for " + user.username(), e);
    }
  }

  private static boolean equal(String expected, String given) {
    return MessageDigest.isEqual(
        expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
  }
}
