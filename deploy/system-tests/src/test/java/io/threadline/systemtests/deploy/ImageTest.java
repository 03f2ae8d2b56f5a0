package io.threadline.systemtests.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The one image of our services, and the scripts that run in containers. */
class ImageTest {
  private static final String DOCKERFILE = "deploy/docker/service.Dockerfile";

  private final String dockerfile = Project.text(DOCKERFILE);

  @Test
  void buildsOnTheJdkAndRunsOnTheJreOfTheProject() {
    assertThat(Project.matches(Pattern.compile("(?m)^FROM (\\S+)"), dockerfile))
        .containsExactly("eclipse-temurin:25-jdk-noble", "eclipse-temurin:25-jre-noble");
  }

  @Test
  void runsAsANumberedUserWithAHealthCheckAndSignals() {
    String lastStage = dockerfile.substring(dockerfile.lastIndexOf("\nFROM "));
    assertThat(lastStage)
        .containsPattern("(?m)^USER [1-9][0-9]*:[1-9][0-9]*$")
        .containsPattern("(?m)^HEALTHCHECK .* CMD \\[\"ready\"]$")
        .containsPattern("(?m)^ENTRYPOINT \\[.*exec java .*\\$JAVA_OPTS")
        .doesNotContainPattern("(?m)^(ADD|ENV .*(PASSWORD|KEY|SECRET))")
        .doesNotContainPattern("sudo|apt-get|curl ");
  }

  @Test
  void bringsEveryModuleThatAServiceIsBuiltFrom() {
    Set<String> copied = Project.matches(Pattern.compile("(?m)^COPY (\\S+) \\1$"), dockerfile);
    for (String module :
        Project.matches(Pattern.compile("<module>([^<]+)</module>"), Project.text("pom.xml"))) {
      assertThat(copied).as("module %s", module).contains(module.replaceAll("/.*", ""));
    }
    copied.forEach(source -> assertThat(Project.path(source)).exists());
  }

  @Test
  void composeBuildsEachServiceFromIt() {
    Compose compose = Compose.read();
    for (String name : Compose.OWN) {
      assertThat(compose.service(name).at("/build/dockerfile").asText()).isEqualTo(DOCKERFILE);
      assertThat(compose.service(name).at("/build/args/SERVICE").asText()).isEqualTo(name);
      assertThat(Project.path(name).resolve("pom.xml")).exists();
    }
  }

  @Test
  void secretsAndBuildOutputStayOutOfTheImages() {
    assertThat(Project.text(".dockerignore").lines())
        .contains(".git", ".threadline", "**/target", "deploy/settings/*.env");
  }

  @Test
  void theProbeSaysWhatTheServiceSays() throws Exception {
    AtomicInteger status = new AtomicInteger(200);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/q/health/ready",
        exchange -> {
          exchange.sendResponseHeaders(status.get(), -1);
          exchange.close();
        });
    server.start();
    int port = server.getAddress().getPort();
    try {
      assertThat(ready(port)).isZero();
      status.set(503);
      assertThat(ready(port)).isNotZero();
    } finally {
      server.stop(0);
    }
    assertThat(ready(port)).isNotZero();
  }

  @Test
  void theScriptsOfContainersCanBeExecutedAndRead() throws Exception {
    for (String script :
        List.of(
            "deploy/docker/ready", "deploy/postgres/bootstrap.sh", "deploy/keycloak/database.sh")) {
      Path path = Project.path(script);
      assertThat(Files.isExecutable(path)).as(script).isTrue();
      String shell = Project.text(script).startsWith("#!/bin/bash") ? "bash" : "sh";
      Tool.Result result =
          new Tool(List.of(shell, "-n")).run(Project.root(), Map.of(), List.of(path.toString()));
      assertThat(result.code()).as(result.output()).isZero();
    }
  }

  private static int ready(int port) throws Exception {
    return new Tool(List.of(Project.path("deploy/docker/ready").toString()))
        .run(Project.root(), Map.of("QUARKUS_HTTP_PORT", String.valueOf(port)), List.of())
        .code();
  }
}
