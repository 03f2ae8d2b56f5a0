package io.threadline.local.gateway;

import io.threadline.local.demo.DemoUser;
import io.threadline.local.issuer.DemoIssuer;
import io.threadline.local.issuer.IssuerRoutes;
import io.threadline.local.issuer.SigningKey;
import io.threadline.local.process.Parent;
import io.threadline.local.run.DataFolder;
import io.threadline.local.run.Port;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/** The gateway's process. */
public final class GatewayMain {

  private GatewayMain() {}

  /** Arguments: the data folder, the offset of all ports. */
  public static void main(String[] arguments) throws IOException {
    Parent.endWithIt();
    DataFolder data = new DataFolder(Path.of(arguments[0]));
    int offset = Integer.parseInt(arguments[1]);
    String issuerUrl = Port.GATEWAY.url(offset) + "/auth";
    DemoIssuer issuer =
        new DemoIssuer(issuerUrl, SigningKey.loadOrMake(data.signingKey()), DemoUser.ALL);
    Gateway.Settings settings =
        new Gateway.Settings(
            Port.GATEWAY.at(offset),
            routes(),
            Map.of(
                "ingest", address(Port.INGEST, offset),
                "routing", address(Port.ROUTING, offset),
                "conversation", address(Port.CONVERSATION, offset),
                "kpi", address(Port.KPI, offset)),
            Map.of("simulators", address(Port.SIMULATORS, offset)),
            data.setUpMarker(),
            new IssuerRoutes(issuer));
    Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2).setWorkerPoolSize(2));
    Gateway.start(vertx, settings)
        .onFailure(failure -> {
          System.err.println("the gateway cannot listen: " + failure.getMessage());
          System.exit(1);
        });
  }

  /** The route table that ships with this module. */
  public static RouteTable routes() throws IOException {
    var stream = GatewayMain.class.getResourceAsStream("routes.properties");
    if (stream == null) {
      throw new IOException("routes.properties is not on the class path");
    }
    try (Reader reader = new InputStreamReader(stream, StandardCharsets.UTF_8)) {
      return RouteTable.read(reader);
    }
  }

  private static SocketAddress address(Port port, int offset) {
    return SocketAddress.inetSocketAddress(port.at(offset), "localhost");
  }
}
