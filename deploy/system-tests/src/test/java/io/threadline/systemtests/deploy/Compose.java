package io.threadline.systemtests.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * docker-compose.yml.
 *
 * @param text as it is written
 * @param root with anchors and merge keys resolved
 */
record Compose(String text, JsonNode root) {

  /** A variable that compose puts in; {@code rule} is what follows the name, as {@code :?why}. */
  record Variable(String name, String rule) {}

  static final List<String> OWN =
      List.of("ingest-service", "routing-service", "conversation-service", "kpi-service");

  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z_]+)([^}]*)}");

  static Compose read() {
    return new Compose(Project.text("docker-compose.yml"), Project.yaml("docker-compose.yml"));
  }

  Map<String, JsonNode> services() {
    Map<String, JsonNode> services = new LinkedHashMap<>();
    root.path("services").properties().forEach(e -> services.put(e.getKey(), e.getValue()));
    return services;
  }

  JsonNode service(String name) {
    return root.path("services").path(name);
  }

  /** The environment that is written into the file itself. */
  Map<String, String> environment(String service) {
    Map<String, String> environment = new LinkedHashMap<>();
    service(service)
        .path("environment")
        .properties()
        .forEach(e -> environment.put(e.getKey(), e.getValue().asText()));
    return environment;
  }

  /** All names that reach a service, its settings files included. */
  Set<String> names(String service) {
    Set<String> names = new TreeSet<>(environment(service).keySet());
    Project.texts(service(service).path("env_file"))
        .forEach(file -> names.addAll(EnvFile.read(file).keySet()));
    return names;
  }

  Set<Variable> variables() {
    return VARIABLE
        .matcher(text)
        .results()
        .map((MatchResult match) -> new Variable(match.group(1), match.group(2)))
        .collect(java.util.stream.Collectors.toSet());
  }
}
