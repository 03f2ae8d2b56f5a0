package io.threadline.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Compose's gateway routes as the local one does: both follow the same table. */
class CaddyfileTest {

  private static final Path FILE =
      Path.of(System.getProperty("threadline.root", "../.."), "deploy/gateway/Caddyfile");
  private static final Pattern MATCHER = Pattern.compile("^\\s*@(\\w+) path (.*)$");

  /** A named matcher of the Caddyfile; they are tried in the order in which they are written. */
  private record Named(String service, List<String> patterns) {

    boolean matches(String path) {
      return patterns.stream()
          .anyMatch(pattern ->
              pattern.endsWith("/*")
                  ? path.startsWith(pattern.substring(0, pattern.length() - 1))
                  : path.equals(pattern));
    }
  }

  @Test
  void routesEveryPathOfTheTableToTheSameService() throws IOException {
    List<Named> matchers = matchers();
    for (RouteTable.Route route : GatewayMain.routes().routes()) {
      if (!route.service().equals("simulators")) {
        assertThat(serviceOf(matchers, route.prefix())).isEqualTo(route.service());
        assertThat(serviceOf(matchers, route.prefix() + "/x")).isEqualTo(route.service());
      }
    }
  }

  @Test
  void routesNothingThatTheTableDoesNotName() throws IOException {
    RouteTable table = GatewayMain.routes();
    for (Named named : matchers()) {
      for (String pattern : named.patterns()) {
        assertThat(table.serviceOf(pattern.replace("/*", "/x"))).hasValue(named.service());
      }
    }
  }

  private static String serviceOf(List<Named> matchers, String path) {
    return matchers.stream()
        .filter(named -> named.matches(path))
        .findFirst()
        .map(Named::service)
        .orElse("none");
  }

  /** All but "inside", which shuts Keycloak's administration off. */
  private static List<Named> matchers() throws IOException {
    return Files.readAllLines(FILE).stream()
        .map(MATCHER::matcher)
        .filter(Matcher::matches)
        .filter(line -> !line.group(1).equals("inside"))
        .map(line ->
            new Named(line.group(1), Arrays.asList(line.group(2).strip().split("\\s+", -1))))
        .toList();
  }
}
