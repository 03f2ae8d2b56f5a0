package io.threadline.local.simulator;

import io.threadline.local.process.Parent;
import io.threadline.local.run.DataFolder;
import io.threadline.local.run.Port;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.nio.file.Path;

/** The simulators' process. */
public final class SimulatorMain {

  private SimulatorMain() {}

  /** Arguments: the data folder, the offset of all ports. */
  public static void main(String[] arguments) {
    Parent.endWithIt();
    DataFolder data = new DataFolder(Path.of(arguments[0]));
    int offset = Integer.parseInt(arguments[1]);
    Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2).setWorkerPoolSize(4));
    Simulators.start(
            vertx,
            new Accounts(data.demoFile()),
            Port.SIMULATORS.at(offset),
            Port.SMTP_SINK.at(offset))
        .onFailure(failure -> {
          System.err.println("the simulators cannot listen: " + failure.getMessage());
          System.exit(1);
        });
  }
}
