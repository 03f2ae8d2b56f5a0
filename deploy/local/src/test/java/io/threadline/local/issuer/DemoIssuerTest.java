package io.threadline.local.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import io.threadline.local.demo.DemoUser;
import java.nio.file.Path;
import java.time.Instant;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.resolvers.JwksVerificationKeyResolver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoIssuerTest {

  private static final String URL = "http://localhost:8080/auth";

  @TempDir Path folder;

  @Test
  void tokensVerifyWithThePublishedKeysAndCarryTheClaims() throws Exception {
    JwtClaims claims =
        consumer(issuer())
            .processToClaims(issuer().token("agent1", "agent1-demo", Instant.now()).orElseThrow());
    assertThat(claims.getStringClaimValue("preferred_username")).isEqualTo("agent1");
    assertThat(claims.getStringListClaimValue("groups")).containsExactly("agent");
    assertThat(claims.getStringClaimValue("tenant")).isEqualTo(DemoUser.TENANT.toString());
  }

  @Test
  void tokensOutliveARestart() throws Exception {
    String before = issuer().token("admin", "admin-demo", Instant.now()).orElseThrow();
    assertThat(consumer(issuer()).processToClaims(before).getSubject()).isEqualTo("admin");
  }

  @Test
  void thePrivateKeyIsNotPublished() {
    assertThat(issuer().keys()).contains("\"n\"").doesNotContain("\"d\"", "\"p\"", "\"q\"");
  }

  @Test
  void aWrongPasswordGetsNothing() {
    assertThat(issuer().token("admin", "agent1-demo", Instant.now())).isEmpty();
    assertThat(issuer().token("nobody", "", Instant.now())).isEmpty();
  }

  private DemoIssuer issuer() {
    return new DemoIssuer(URL, SigningKey.loadOrMake(folder.resolve("key.json")), DemoUser.ALL);
  }

  private static JwtConsumer consumer(DemoIssuer issuer) throws Exception {
    return new JwtConsumerBuilder()
        .setExpectedIssuer(URL)
        .setExpectedAudience(DemoIssuer.AUDIENCE)
        .setRequireExpirationTime()
        .setVerificationKeyResolver(
            new JwksVerificationKeyResolver(new JsonWebKeySet(issuer.keys()).getJsonWebKeys()))
        .build();
  }
}
