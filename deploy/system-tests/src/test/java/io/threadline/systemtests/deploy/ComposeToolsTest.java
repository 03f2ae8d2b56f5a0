package io.threadline.systemtests.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docker-compose.yml in the eyes of compose itself and of a linter, where they are installed. */
class ComposeToolsTest {
  private static final String EXAMPLE = "deploy/settings/production.env.example";

  @Test
  void composeAcceptsTheFileWithEverySecretAndNamesAMissingOne(@TempDir Path folder)
      throws Exception {
    Tool docker =
        Tool.orSkip(
            List.of("docker", "compose"),
            List.of("version"),
            "'docker compose config' was not checked, the structure was");
    Path settings = folder.resolve("production.env");
    Files.writeString(settings, Project.text(EXAMPLE).replaceAll("(?m)^([A-Z_]+)=$", "$1=given"));
    List<String> check = List.of("--env-file", settings.toString(), "config", "--quiet");
    Tool.Result complete = docker.run(Project.root(), Map.of(), check);
    assertThat(complete.code()).as(complete.output()).isZero();

    Files.writeString(settings, Files.readString(settings).replace("POSTGRES_PASSWORD=given", ""));
    Tool.Result incomplete = docker.run(Project.root(), Map.of(), check);
    assertThat(incomplete.code()).isNotZero();
    assertThat(incomplete.output()).contains("POSTGRES_PASSWORD");
  }

  /** Also checks against the Compose Specification's schema. */
  @Test
  void theLinterFindsNothing() throws Exception {
    Tool linter =
        Tool.orSkip(
            List.of("npx", "--yes", "--prefer-offline", "dclint@3.1.0"),
            List.of("--version"),
            "docker-compose.yml was not linted, its structure was checked");
    Tool.Result result =
        linter.run(Project.root(), Map.of(), List.of("--max-warnings", "0", "docker-compose.yml"));
    assertThat(result.code()).as(result.output()).isZero();
  }
}
