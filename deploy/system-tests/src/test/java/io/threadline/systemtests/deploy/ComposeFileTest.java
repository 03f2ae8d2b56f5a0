package io.threadline.systemtests.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Rules that hold for docker-compose.yml whether or not a Docker engine is here. */
class ComposeFileTest {
  private static final String EXAMPLE = "deploy/settings/production.env.example";
  private static final Pattern SECRET = Pattern.compile(".*(PASSWORD|SECRET|_KEY|TOKEN)$");

  /** A mail relay may want no login: then there is no password, rather than a default one. */
  private static final String NO_LOGIN = "${THREADLINE_SMTP_PASSWORD:-}";

  private final Compose compose = Compose.read();

  @Test
  void holdsTheWholeSystem() {
    assertThat(compose.services().keySet())
        .containsAll(Compose.OWN)
        .contains("gateway", "postgres", "kafka", "keycloak", "prometheus", "grafana");
  }

  @Test
  void everyImageHasAVersion() {
    compose
        .services()
        .forEach((name, service) ->
            assertThat(service.path("image").asText())
                .as("image of %s", name)
                .matches("[a-z0-9./-]+:v?[0-9][A-Za-z0-9._-]*"));
  }

  @Test
  void everyServiceIsProbedBoundedRestartedAndItsLogsRotate() {
    compose
        .services()
        .forEach((name, service) -> {
          assertThat(service.path("healthcheck").path("test")).as(name).isNotEmpty();
          assertThat(service.path("healthcheck").path("interval").asText()).as(name).isNotEmpty();
          assertThat(service.path("mem_limit").asText()).as(name).matches("[0-9]+[mg]");
          assertThat(service.path("restart").asText()).as(name).isEqualTo("unless-stopped");
          assertThat(service.at("/logging/options/max-size").asText()).as(name).isNotEmpty();
          assertThat(Project.texts(service.path("security_opt")))
              .as(name)
              .contains("no-new-privileges:true");
        });
  }

  @Test
  void ourServicesRunReadOnlyWithoutCapabilities() {
    for (String name : Compose.OWN) {
      JsonNode service = compose.service(name);
      assertThat(service.path("read_only").asBoolean()).as(name).isTrue();
      assertThat(Project.texts(service.path("cap_drop"))).as(name).containsExactly("ALL");
      assertThat(service.path("privileged").asBoolean()).as(name).isFalse();
    }
  }

  @Test
  void ourServicesWaitForHealthyStorage() {
    for (String name : Compose.OWN) {
      for (String storage : List.of("postgres", "kafka")) {
        assertThat(compose.service(name).at("/depends_on/" + storage + "/condition").asText())
            .as("%s on %s", name, storage)
            .isEqualTo("service_healthy");
      }
    }
  }

  @Test
  void storageIsNotReachableFromOutside() {
    assertThat(compose.root().at("/networks/data/internal").asBoolean()).isTrue();
    for (String storage : List.of("postgres", "kafka")) {
      assertThat(Project.texts(compose.service(storage).path("networks"))).containsExactly("data");
      assertThat(compose.service(storage).path("ports")).as(storage).isEmpty();
    }
  }

  @Test
  void onlyTheGatewayAndTheMailListenerAreOpenToTheWorld() {
    Set<String> open = new TreeSet<>();
    compose
        .services()
        .forEach((name, service) ->
            service
                .path("ports")
                .forEach(port -> {
                  if (!port.asText().startsWith("127.0.0.1:")) {
                    open.add(name + " " + port.path("target").asInt());
                  }
                }));
    assertThat(open).containsExactly("gateway 443", "gateway 80", "ingest-service 2525");
  }

  @Test
  void portsAreThoseOfTheArchitecture() {
    Map<String, String> ports =
        Map.of(
            "ingest-service", "8081",
            "routing-service", "8082",
            "conversation-service", "8083",
            "kpi-service", "8084");
    ports.forEach((name, port) ->
        assertThat(compose.environment(name)).containsEntry("QUARKUS_HTTP_PORT", port));
    assertThat(compose.environment("ingest-service")).containsEntry("THREADLINE_SMTP_PORT", "2525");
    assertThat(Project.texts(compose.service("gateway").path("ports")))
        .contains("127.0.0.1:8080:8080");
  }

  @Test
  void everyNamedVolumeIsDeclaredAndUsedAndEveryMountedFileExists() {
    Set<String> used = new TreeSet<>();
    for (JsonNode service : compose.services().values()) {
      for (String mount : Project.texts(service.path("volumes"))) {
        String source = mount.substring(0, mount.indexOf(':'));
        if (source.startsWith("./")) {
          assertThat(Project.path(source)).exists();
          assertThat(mount).as("files of the project are mounted read-only").endsWith(":ro");
        } else {
          used.add(source);
        }
      }
    }
    assertThat(used).isEqualTo(names(compose.root().path("volumes")));
  }

  @Test
  void everyNetworkIsDeclared() {
    Set<String> used = new TreeSet<>();
    compose.services().values().forEach(s -> used.addAll(Project.texts(s.path("networks"))));
    assertThat(used).isEqualTo(names(compose.root().path("networks")));
  }

  @Test
  void noSecretIsWrittenDownOrHasADefault() {
    List<String> secrets = new ArrayList<>();
    for (String name : compose.services().keySet()) {
      compose
          .environment(name)
          .forEach((variable, value) -> {
            if (SECRET.matcher(variable).matches()) {
              secrets.add(variable);
              assertThat(value)
                  .as("%s of %s must come from outside and be demanded", variable, name)
                  .satisfiesAnyOf(
                      given -> assertThat(given).matches("\\$\\{[A-Z_]+:\\?[^}]+}"),
                      given -> assertThat(given).isEqualTo(NO_LOGIN));
            }
          });
    }
    assertThat(secrets).hasSizeGreaterThanOrEqualTo(20);
  }

  @Test
  void everyVariableIsDemandedAndExplainedAndNoneIsExplainedInVain() {
    Set<String> demanded = new TreeSet<>();
    Set<String> optional = new TreeSet<>();
    for (Compose.Variable variable : compose.variables()) {
      (variable.rule().startsWith(":?") ? demanded : optional).add(variable.name());
    }
    assertThat(EnvFile.read(EXAMPLE).keySet()).isEqualTo(demanded);
    optional.forEach(name -> assertThat(Project.text(EXAMPLE)).contains("\n#" + name + '='));
  }

  @Test
  void theExampleHasNoValues() {
    EnvFile.read(EXAMPLE).forEach((name, value) -> assertThat(value).as(name).isEmpty());
    assertThat(Project.text(".gitignore")).contains("deploy/settings/production.env");
  }

  @Test
  void productionIsTheProfile() {
    for (String name : Compose.OWN) {
      assertThat(compose.environment(name)).containsEntry("QUARKUS_PROFILE", "prod");
      assertThat(compose.names(name)).doesNotContain("THREADLINE_TWILIO_API");
    }
  }

  @Test
  void acknowledgedMessagesOutliveTheContainer() {
    assertThat(Project.texts(compose.service("ingest-service").path("volumes")))
        .contains("ingest-data:/data");
    assertThat(compose.environment("ingest-service")).containsEntry("THREADLINE_DATA", "/data");
    assertThat(Files.exists(Project.path(".dockerignore"))).isTrue();
  }

  private static Set<String> names(JsonNode object) {
    Set<String> names = new TreeSet<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
