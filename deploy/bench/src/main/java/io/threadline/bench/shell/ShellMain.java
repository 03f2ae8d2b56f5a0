package io.threadline.bench.shell;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.threadline.routing.engine.LonePool;
import io.threadline.routing.engine.RoutingConfig;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A process with the class path of the packaged routing-service, started by {@link ShellVsSql}: it
 * measures the service's own classes without its framework. Prints a line {@code NAME VALUE} per
 * measurement.
 */
public final class ShellMain {
  private static final int AGENTS = 200;
  private static final int CAPACITY = 10;
  private static final int CONNECTIONS = 4;

  private ShellMain() {}

  /** Arguments: JDBC URL, passwords of the owner and the app role, seconds, rounds, tickets. */
  public static void main(String[] arguments) throws SQLException, InterruptedException {
    String url = arguments[0];
    Duration time = Duration.ofSeconds(Integer.parseInt(arguments[3]));
    int rounds = Integer.parseInt(arguments[4]);
    LonePool.migrate(source(url, "routing_owner", arguments[1]));
    AgroalDataSource app = pooled(url, "routing_app", arguments[2]);
    SqlAssignment sql =
        new SqlAssignment(source(url, "routing_owner", arguments[1]), AGENTS, CAPACITY);
    GroupCommitLoad shell = new GroupCommitLoad(app, config(), AGENTS, CAPACITY);
    sql.prepare();
    for (int round = 0; round < rounds; round++) {
      print("shell", shell.assignmentsPerSecond(time));
      print("sql", sql.assignmentsPerSecond(time));
      print("bare", sql.bareAssignmentsPerSecond(time));
    }
    sql.drop();
    new Restore(app, config()).measure(Integer.parseInt(arguments[5]));
    app.close();
  }

  /** Pooled, as the service has them. */
  private static AgroalDataSource pooled(String url, String role, String password)
      throws SQLException {
    return AgroalDataSource.from(
        new AgroalDataSourceConfigurationSupplier()
            .connectionPoolConfiguration(pool ->
                pool.maxSize(CONNECTIONS)
                    .connectionFactoryConfiguration(factory ->
                        factory
                            .jdbcUrl(url)
                            .principal(new NamePrincipal(role))
                            .credential(new SimplePassword(password)))));
  }

  static void print(String name, double value) {
    System.out.println(name + " " + value);
  }

  private static DataSource source(String url, String role, String password) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setURL(url);
    source.setUser(role);
    source.setPassword(password);
    return source;
  }

  /** The service's own, but for the ramp after coming to work, which SQL does not have. */
  private static RoutingConfig config() {
    return new SmallRyeConfigBuilder()
        .withConverter(Duration.class, 200, new DurationConverter())
        .withMapping(RoutingConfig.class)
        .withDefaultValues(
            Map.of(
                "quarkus.http.port", "0",
                "threadline.routing.lease", "PT1H",
                "threadline.routing.offer-expiry", "PT1H",
                "threadline.routing.ramp-offers", "1000000000"))
        .build()
        .getConfigMapping(RoutingConfig.class);
  }
}
