package io.threadline.local.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The four services. */
public enum Service {
  INGEST(Port.INGEST),
  ROUTING(Port.ROUTING),
  CONVERSATION(Port.CONVERSATION),
  KPI(Port.KPI);

  private final Port port;

  Service(Port port) {
    this.port = port;
  }

  public Port port() {
    return port;
  }

  /** As in schema, role and settings names: {@code ingest}. */
  public String shortName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** As in module and process names: {@code ingest-service}. */
  public String fullName() {
    return shortName() + "-service";
  }

  /** A database role of the service: its owner or its app. */
  String role(String kind) {
    return shortName() + "_" + kind;
  }

  /**
   * The runnable jar that the build left.
   *
   * @throws RefusedException when it is not built
   */
  Path jar(Path root) {
    Path target = root.resolve(fullName()).resolve("target");
    return Stream.of("quarkus-app/quarkus-run.jar", fullName() + "-runner.jar")
        .map(target::resolve)
        .filter(Files::exists)
        .findFirst()
        .orElseThrow(() ->
            new RefusedException(
                "%s is not built: start with ./threadline run, or build with ./mvnw -DskipTests package"
                    .formatted(fullName())));
  }

  /** All services in the order in which they are listed to people. */
  static List<Service> all() {
    return List.of(values());
  }
}
