package io.threadline.systemtests.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The realm that Keycloak starts with gives tokens as the services want them, and no users. */
class RealmTest {
  private final JsonNode realm = Project.json("deploy/keycloak/threadline-realm.json");

  @Test
  void hasTheRolesOfTheServices() {
    Set<String> roles = new TreeSet<>();
    realm.at("/roles/realm").forEach(role -> roles.add(role.path("name").asText()));
    assertThat(roles).containsExactly("admin", "agent", "integration", "supervisor");
    String declared =
        Project.text("platform/src/main/java/io/threadline/platform/security/Role.java");
    roles.forEach(role -> assertThat(declared).contains('"' + role + '"'));
  }

  @Test
  void hasNoUsersAndNoSecrets() {
    assertThat(realm.has("users")).isFalse();
    assertThat(realm.findValues("secret")).isEmpty();
    assertThat(realm.findValues("credentials")).isEmpty();
    assertThat(realm.path("registrationAllowed").asBoolean()).isFalse();
    assertThat(realm.path("bruteForceProtected").asBoolean()).isTrue();
  }

  @Test
  void tokensCarryLoginNameRolesTenantAndAudience() {
    String settings =
        Project.text("platform/src/main/resources/META-INF/microprofile-config.properties");
    Set<String> claims = new TreeSet<>();
    String audience = "";
    for (JsonNode mapper : realm.at("/clients/0/protocolMappers")) {
      JsonNode config = mapper.path("config");
      assertThat(config.path("access.token.claim").asText()).isEqualTo("true");
      if (config.has("claim.name")) {
        claims.add(config.path("claim.name").asText());
      }
      audience += config.path("included.custom.audience").asText();
    }
    assertThat(claims).containsExactly("groups", "preferred_username", "tenant");
    assertThat(settings)
        .contains("quarkus.oidc.token.audience=" + audience)
        .contains("quarkus.oidc.roles.role-claim-path=groups")
        .contains("quarkus.oidc.token.principal-claim=preferred_username");
  }

  @Test
  void theDefaultTenantIsTheInstallsOwn() {
    assertThat(realm.at("/groups/0/attributes/tenant/0").asText())
        .isEqualTo(io.threadline.contracts.Envelope.DEFAULT_TENANT.toString());
  }

  @Test
  void theBrowserClientProvesItself() {
    JsonNode client = realm.at("/clients/0");
    assertThat(client.path("publicClient").asBoolean()).isTrue();
    assertThat(client.path("directAccessGrantsEnabled").asBoolean()).isFalse();
    assertThat(client.path("implicitFlowEnabled").asBoolean()).isFalse();
    assertThat(client.path("attributes").path("pkce.code.challenge.method").asText())
        .isEqualTo("S256");
    client
        .path("redirectUris")
        .forEach(uri -> assertThat(uri.asText()).startsWith("${THREADLINE_PUBLIC_URL}/"));
  }
}
