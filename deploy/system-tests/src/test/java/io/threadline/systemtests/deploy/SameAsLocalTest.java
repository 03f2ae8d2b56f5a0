package io.threadline.systemtests.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.threadline.contracts.Topic;
import io.threadline.local.gateway.GatewayMain;
import io.threadline.local.gateway.RouteTable;
import io.threadline.local.run.DataFolder;
import io.threadline.local.run.Options;
import io.threadline.local.run.Secrets;
import io.threadline.local.run.Service;
import io.threadline.local.run.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compose and the local run are told the same things by the same files. */
class SameAsLocalTest {

  /**
   * The local run binds to the loopback interface, talks to simulators, and knows whether it has a
   * second routing-service to stand by; elsewhere the default does.
   */
  private static final Set<String> LOCAL_ONLY =
      Set.of("QUARKUS_HTTP_HOST", "THREADLINE_TWILIO_API", "THREADLINE_ROUTING_STANDBY");

  /**
   * In compose the provider of tokens has an inner and an outer address, and the mail relay is a
   * real one.
   */
  private static final Set<String> COMPOSE_ONLY =
      Set.of(
          "QUARKUS_OIDC_AUTH_SERVER_URL",
          "QUARKUS_OIDC_TOKEN_ISSUER",
          "THREADLINE_SMTP_HOST",
          "THREADLINE_SMTP_PASSWORD",
          "THREADLINE_SMTP_START_TLS",
          "THREADLINE_SMTP_USERNAME");

  /** Mail is ingest-service's; the local run tells every service. */
  private static final Set<String> INGEST_ONLY =
      Set.of("THREADLINE_SMTP_OUT", "THREADLINE_SMTP_PORT");

  private final Compose compose = Compose.read();

  @Test
  void servicesAreToldTheSameNames(@TempDir Path folder) {
    Options options = Options.standard().withData(folder);
    Secrets secrets = Secrets.open(folder.resolve("secrets.properties"));
    Settings local = new Settings(options, new DataFolder(folder), secrets);
    for (Service service : Service.values()) {
      Set<String> expected = new TreeSet<>(local.of(service).keySet());
      expected.removeAll(LOCAL_ONLY);
      if (service != Service.INGEST) {
        expected.removeAll(INGEST_ONLY);
      }
      Set<String> inCompose = new TreeSet<>(compose.names(service.fullName()));
      inCompose.removeAll(COMPOSE_ONLY);
      assertThat(inCompose).as(service.fullName()).isEqualTo(expected);
    }
  }

  @Test
  void everySettingOfOursIsOneThatTheServicesKnow() {
    String settings = Project.text("docs/config.md");
    for (String service : Compose.OWN) {
      for (String name : compose.names(service)) {
        if (name.startsWith("THREADLINE_")) {
          assertThat(settings).as("%s of %s", name, service).contains('`' + name + '`');
        }
      }
    }
  }

  @Test
  void settingsFilesAreTheLocalRunsAndAreNotOverridden() {
    for (Service service : Service.values()) {
      List<String> files = Project.texts(compose.service(service.fullName()).path("env_file"));
      assertThat(files)
          .containsExactly(
              "deploy/settings/common.env", "deploy/settings/" + service.shortName() + ".env");
      Set<String> twice = new TreeSet<>(compose.environment(service.fullName()).keySet());
      Set<String> inFiles = new TreeSet<>();
      files.forEach(file -> inFiles.addAll(EnvFile.read(file).keySet()));
      twice.retainAll(inFiles);
      assertThat(twice).as("set in the settings files and again in compose").isEmpty();
    }
  }

  @Test
  void databaseRolesAndSchemasComeFromOneFile() {
    assertThat(Project.texts(compose.service("postgres").path("volumes")))
        .contains(
            "./deploy/postgres/bootstrap.sh:/docker-entrypoint-initdb.d/10-bootstrap.sh:ro",
            "./deploy/postgres/bootstrap.sql:/bootstrap.sql:ro");
    assertThat(Project.text("deploy/postgres/bootstrap.sh")).contains("\\i /bootstrap.sql");
    assertThat(resource("/io/threadline/local/postgres/bootstrap.sql"))
        .isEqualTo(Project.text("deploy/postgres/bootstrap.sql"));
    for (Service service : Service.values()) {
      String role = service.name();
      assertThat(compose.environment(service.fullName()).get("THREADLINE_DATABASE_PASSWORD"))
          .isEqualTo(compose.environment("postgres").get(role + "_APP_PASSWORD"));
      assertThat(compose.environment(service.fullName()).get("THREADLINE_DATABASE_OWNER_PASSWORD"))
          .isEqualTo(compose.environment("postgres").get(role + "_OWNER_PASSWORD"));
    }
  }

  @Test
  void theDatabaseSortsAndComparesAlike() {
    String local =
        Project.text(
            "deploy/local/src/main/java/io/threadline/local/postgres/PostgresCluster.java");
    String arguments = compose.environment("postgres").getOrDefault("POSTGRES_INITDB_ARGS", "");
    assertThat(arguments).contains("--locale=C.UTF-8", "-E UTF8");
    for (String argument : List.of("--locale-provider=builtin", "--builtin-locale=C.UTF-8")) {
      assertThat(local).contains(argument);
      assertThat(arguments).contains(argument);
    }
    for (String setting : Project.texts(compose.service("postgres").path("command"))) {
      int equals = setting.indexOf('=');
      if (equals > 0 && !setting.startsWith("shared_buffers")) {
        assertThat(local)
            .as(setting)
            .contains(
                "\"%s\", \"%s\""
                    .formatted(setting.substring(0, equals), setting.substring(equals + 1)));
      }
    }
  }

  @Test
  void storageHasTheVersionsThatTheTestsEmbed() {
    String pom = Project.text("pom.xml");
    String postgres = property(pom, "postgres-binaries.version");
    assertThat("postgres:" + postgres)
        .startsWith(compose.service("postgres").path("image").asText() + ".");
    assertThat(compose.service("kafka").path("image").asText())
        .isEqualTo("apache/kafka:" + property(pom, "kafka.version"));
  }

  @Test
  void onlyThePlatformCreatesTopicsAndFromTheirOneList() {
    assertThat(compose.environment("kafka"))
        .containsEntry("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false")
        .containsEntry("KAFKA_MESSAGE_MAX_BYTES", String.valueOf(Topic.MAX_RECORD_BYTES));
    String elsewhere = compose.text() + Project.text("deploy/docker/service.Dockerfile");
    assertThat(elsewhere).doesNotContain("kafka-topics");
    Topic.allNames().forEach(name -> assertThat(elsewhere).doesNotContain(name));

    Set<String> creators = new TreeSet<>();
    for (String folder :
        List.of(
            "platform",
            "ingest-service",
            "routing-service",
            "conversation-service",
            "kpi-service",
            "deploy/local")) {
      for (Path source : Project.files(folder + "/src/main", ".java")) {
        String name = Project.root().relativize(source).toString();
        if (Project.text(name).contains("createTopics(")) {
          creators.add(name);
        }
      }
    }
    assertThat(creators)
        .containsExactly("platform/src/main/java/io/threadline/platform/topic/Topics.java");
  }

  @Test
  void migrationsTravelInTheServicesThemselves() {
    assertThat(compose.text()).doesNotContain("flyway", "db/migration");
    assertThat(Project.files("deploy", ".sql"))
        .filteredOn(file -> !file.toString().contains("/target/"))
        // A peer that a benchmark measures against has tables of its own.
        .filteredOn(file -> !file.startsWith(Project.path("deploy/bench")))
        .containsExactly(Project.path("deploy/postgres/bootstrap.sql"));
    assertThat(Project.text("platform/src/main/resources/META-INF/microprofile-config.properties"))
        .contains("quarkus.flyway.locations=db/platform,db/migration");
    for (String service : Compose.OWN) {
      for (Path sql : Project.files(service + "/src/main/resources", ".sql")) {
        assertThat(sql.getParent()).endsWith(Path.of("db/migration"));
      }
    }
  }

  @Test
  void theGatewayRoutesAlike() throws IOException {
    RouteTable local = GatewayMain.routes();
    Caddyfile caddy = Caddyfile.read();
    Map<String, String> upstreams =
        Map.of(
            "ingest", "ingest-service:8081",
            "routing", "routing-service:8082",
            "conversation", "conversation-service:8083",
            "kpi", "kpi-service:8084",
            "issuer", "keycloak:8080");
    for (RouteTable.Route route : local.routes()) {
      for (String path : List.of(route.prefix(), route.prefix() + "/x", route.prefix() + "x")) {
        String expected =
            local
                .serviceOf(path)
                .filter(service -> !service.equals("simulators"))
                .map(service -> upstreams.getOrDefault(service, "no upstream for " + service))
                .orElse("404");
        assertThat(caddy.upstreamOf(path)).as(path).isEqualTo(expected);
      }
    }
    caddy
        .prefixes()
        .forEach(prefix ->
            assertThat(local.serviceOf(prefix)).as("%s is only in compose", prefix).isPresent());
  }

  @Test
  void theUpstreamsListenWhereTheGatewayLooks() {
    for (String upstream : Caddyfile.read().upstreams()) {
      String name = upstream.substring(0, upstream.indexOf(':'));
      String port = upstream.substring(upstream.indexOf(':') + 1);
      assertThat(compose.services()).containsKey(name);
      assertThat(compose.environment(name).getOrDefault("QUARKUS_HTTP_PORT", "8080"))
          .as(upstream)
          .isEqualTo(port);
    }
  }

  private static String property(String pom, String name) {
    return Project.matches(Pattern.compile("<" + Pattern.quote(name) + ">([^<]+)<"), pom)
        .iterator()
        .next();
  }

  private static String resource(String name) {
    try (var stream = Settings.class.getResourceAsStream(name)) {
      assertThat(stream).as(name).isNotNull();
      return new String(stream.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
