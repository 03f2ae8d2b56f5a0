package io.threadline.local.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The environment of a service: what {@code deploy/settings/*.env} say, for compose as well, and on
 * top of it where this run's parts are and its secrets.
 */
public record Settings(Options options, DataFolder data, Secrets secrets) {

  /** Everything a service is told. */
  public Map<String, String> of(Service service) {
    return of(new Instance(service, 1));
  }

  /** Everything an instance of a service is told. */
  public Map<String, String> of(Instance instance) {
    Service service = instance.service();
    int offset = options.offset();
    Map<String, String> environment = new HashMap<>(files(service));
    environment.put("QUARKUS_PROFILE", "local");
    environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
    environment.put("QUARKUS_HTTP_PORT", String.valueOf(instance.port(offset)));
    environment.put(
        "THREADLINE_DATABASE_URL",
        "jdbc:postgresql://localhost:%d/threadline".formatted(Port.POSTGRES.at(offset)));
    environment.put("THREADLINE_DATABASE_PASSWORD", secrets.databasePassword(service.role("app")));
    environment.put(
        "THREADLINE_DATABASE_OWNER_PASSWORD", secrets.databasePassword(service.role("owner")));
    environment.put("THREADLINE_KAFKA", "localhost:" + Port.KAFKA.at(offset));
    environment.put("THREADLINE_ISSUER", Port.GATEWAY.url(offset) + "/auth");
    environment.put("THREADLINE_PUBLIC_URL", Port.GATEWAY.url(offset));
    if (service == Service.CONVERSATION) {
      // Another port is another origin.
      environment.put("THREADLINE_ATTACHMENTS_ORIGIN", Port.CONVERSATION.url(offset));
    }
    environment.put("THREADLINE_SECRETS_KEY", secrets.sealingKey());
    environment.put("THREADLINE_DATA", data.service(instance.folder()).toString());
    // Of one instance nobody is the standby.
    environment.put("THREADLINE_ROUTING_STANDBY", String.valueOf(options.routing() > 1));
    environment.put("THREADLINE_TWILIO_API", Port.SIMULATORS.url(offset));
    environment.put("THREADLINE_SMTP_OUT", "localhost:" + Port.SMTP_SINK.at(offset));
    environment.put("THREADLINE_SMTP_PORT", String.valueOf(Port.SMTP_LISTENER.at(offset)));
    return environment;
  }

  /** The JVM options that the settings name for the service. */
  public List<String> jvmOptions(Service service) {
    return List.of(files(service).getOrDefault("JAVA_OPTS", "").strip().split("\\s+", -1)).stream()
        .filter(option -> !option.isEmpty())
        .toList();
  }

  private Map<String, String> files(Service service) {
    Path folder = options.root().resolve("deploy/settings");
    Map<String, String> values = new HashMap<>(parse(folder.resolve("common.env")));
    values.putAll(parse(folder.resolve(service.shortName() + ".env")));
    return values;
  }

  /** Compose's plain form: one NAME=value a line, no quotes, no expansion. */
  private static Map<String, String> parse(Path file) {
    Map<String, String> values = new HashMap<>();
    if (!Files.exists(file)) {
      return values;
    }
    try {
      for (String line : Files.readAllLines(file)) {
        int equals = line.indexOf('=');
        if (!line.startsWith("#") && equals > 0) {
          values.put(line.substring(0, equals).strip(), line.substring(equals + 1).strip());
        }
      }
      return values;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }
}
