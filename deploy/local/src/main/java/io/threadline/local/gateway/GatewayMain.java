package io.threadline.local.gateway;

import io.threadline.local.demo.DemoUser;
import io.threadline.local.issuer.DemoIssuer;
import io.threadline.local.issuer.IssuerRoutes;
import io.threadline.local.issuer.SigningKey;
import io.threadline.local.process.Parent;
import io.threadline.local.run.DataFolder;
import io.threadline.local.run.Instance;
import io.threadline.local.run.Port;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The gateway's process. */
public final class GatewayMain {

  private GatewayMain() {}

  /** Arguments: the data folder, the offset of all ports, how many routing-service instances. */
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
            services(offset, Integer.parseInt(arguments[2])),
            Map.of("simulators", address(Port.SIMULATORS.at(offset))),
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

  private static Map<String, List<SocketAddress>> services(int offset, int routing) {
    Map<String, List<SocketAddress>> services = new HashMap<>();
    for (Instance instance : Instance.all(routing)) {
      services
          .computeIfAbsent(instance.service().shortName(), _ -> new ArrayList<>())
          .add(address(instance.port(offset)));
    }
    return services;
  }

  private static SocketAddress address(int port) {
    return SocketAddress.inetSocketAddress(port, "localhost");
  }
}
