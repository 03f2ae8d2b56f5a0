package io.threadline.local.run;

import io.threadline.local.gateway.GatewayMain;
import io.threadline.local.process.JavaCommand;
import io.threadline.local.process.PidFile;
import io.threadline.local.simulator.SimulatorMain;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The parts that a run consists of, made from its options. */
record Parts(Options options, DataFolder data, Settings settings) {

  static final String GATEWAY = "gateway";
  static final String SIMULATORS = "simulators";

  private static final int GATEWAY_HEAP_MEGABYTES = 64;
  private static final int SIMULATOR_HEAP_MEGABYTES = 96;
  private static final int SERVICE_HEAP_MEGABYTES = 192;

  /** All of them, in the order in which they are started. */
  List<Part> all() {
    return Stream.concat(
            Stream.of(postgres(), kafka(), gateway()),
            Stream.concat(
                Instance.all(options.routing()).stream().map(this::service),
                Stream.of(simulators())))
        .toList();
  }

  private Part postgres() {
    return new PostgresPart(
        data.postgres(), Port.POSTGRES.at(options.offset()), settings.secrets());
  }

  private Part kafka() {
    return new KafkaPart(data.kafka(), Port.KAFKA.at(options.offset()));
  }

  private Part gateway() {
    return own(GATEWAY, GatewayMain.class, GATEWAY_HEAP_MEGABYTES);
  }

  private Part simulators() {
    return own(SIMULATORS, SimulatorMain.class, SIMULATOR_HEAP_MEGABYTES);
  }

  private Part own(String name, Class<?> main, int heapMegabytes) {
    List<String> command =
        JavaCommand.mainClass(
            main,
            heapMegabytes,
            List.of("-Dvertx.disableFileCPResolving=true"),
            data.root().toString(),
            String.valueOf(options.offset()),
            String.valueOf(options.routing()));
    return process(name, command, Map.of());
  }

  private Part service(Instance instance) {
    Service service = instance.service();
    Path jar = service.jar(options.root());
    List<String> command = new ArrayList<>();
    command.add(JavaCommand.java());
    command.addAll(JavaCommand.steadyProcess(SERVICE_HEAP_MEGABYTES));
    command.addAll(settings.jvmOptions(service));
    command.addAll(List.of("-jar", jar.toString()));
    return process(instance.name(), command, settings.of(instance));
  }

  private Part process(String name, List<String> command, Map<String, String> environment) {
    return new ProcessPart(name, command, environment, data.log(name), new PidFile(data.pid(name)));
  }
}
