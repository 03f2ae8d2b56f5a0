package io.threadline.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Compose's gateway routes as the local one does: its file is made from the same table. */
class CaddyfileTest {

  private static final Path FILE =
      Path.of(System.getProperty("threadline.root", "../.."), "deploy/gateway/Caddyfile");

  private static final Map<String, String> ORIGINS =
      Map.of(
          "ingest", "ingest-service:8081",
          "routing", "routing-service:8082",
          "conversation", "conversation-service:8083",
          "kpi", "kpi-service:8084");

  @Test
  void isMadeFromTheRouteTable() throws IOException {
    String expected = caddyfile(GatewayMain.routes());
    if (Boolean.getBoolean("threadline.write")) {
      Files.writeString(FILE, expected);
    }
    assertThat(FILE)
        .as("made from routes.properties: run this test with -Dthreadline.write=true to renew it")
        .hasContent(expected);
  }

  private static String caddyfile(RouteTable table) {
    StringBuilder routes = new StringBuilder();
    for (RouteTable.Route route : table.routes()) {
      String origin = ORIGINS.get(route.service());
      if (origin != null) {
        routes.append(
            """
            		@%1$s path %2$s %2$s/*
            		reverse_proxy @%1$s %3$s
            """
                .formatted(route.prefix().substring(1).replace('/', '-'), route.prefix(), origin));
      }
    }
    return """
    # Made from routes.properties by CaddyfileTest; do not edit.
    {
    	admin off
    }

    :8080 {
    	route {
    		respond /q/health/live 200
    		redir / /console/ 302
    %s\
    		respond "no service answers this path: the API is under /api, the console under /console" 404
    	}
    	handle_errors 502 503 504 {
    		header Retry-After 2
    		respond "the service does not answer: try again in 2 seconds" 503
    	}
    }
    """
        .formatted(routes);
  }
}
