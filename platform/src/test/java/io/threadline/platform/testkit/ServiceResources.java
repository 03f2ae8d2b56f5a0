package io.threadline.platform.testkit;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.threadline.local.postgres.LocalPostgres;
import java.util.HashMap;
import java.util.Map;

/**
 * Gives a service under test real servers. Use as
 *
 * <pre>{@code
 * @QuarkusTestResource(value = ServiceResources.class,
 *     initArgs = @ResourceArg(name = "service", value = "ingest"))
 * }</pre>
 */
public final class ServiceResources implements QuarkusTestResourceLifecycleManager {
  private String service = "";

  @Override
  public void init(Map<String, String> arguments) {
    service = arguments.getOrDefault("service", "");
    if (service.isEmpty()) {
      throw new IllegalArgumentException("say which service with the argument 'service'");
    }
  }

  @Override
  public Map<String, String> start() {
    return settings(service);
  }

  /** The settings that make a service use the test servers. */
  public static Map<String, String> settings(String service) {
    LocalPostgres postgres = TestServers.postgres();
    String issuer = Issuer.ADDRESS;
    TestTokens.issuer(issuer);
    Map<String, String> settings = new HashMap<>();
    settings.put("threadline.database.url", postgres.jdbcUrl());
    settings.put("threadline.database.password", service + "_app");
    settings.put("threadline.database.owner.password", service + "_owner");
    settings.put("threadline.kafka", TestServers.kafka().bootstrap());
    settings.put("threadline.issuer", issuer);
    settings.put("threadline.secrets.key", "ZGVtbyBkZW1vIGRlbW8gZGVtbyBkZW1vIGRlbW8gMzI=");
    settings.put("threadline.data", TestServers.folder(service).toString());
    settings.put("quarkus.http.test-port", "0");
    return settings;
  }

  @Override
  public void stop() {
    // The servers are shared by all tests of the JVM and end with it.
  }

  private static final class Issuer {
    static final String ADDRESS = TestIssuer.start();
  }
}
