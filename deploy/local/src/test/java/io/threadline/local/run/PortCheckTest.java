package io.threadline.local.run;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.threadline.local.process.FreePort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PortCheckTest {

  @Test
  void namesTheTakenPortItsPurposeItsHolderAndTheWayOut() throws IOException {
    int offset = freeOffset();
    assertThatCode(() -> PortCheck.demand(offset)).doesNotThrowAnyException();
    int kafka = Port.KAFKA.at(offset);
    try (ServerSocket holder = new ServerSocket(kafka, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(() -> PortCheck.demand(offset))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("port " + holder.getLocalPort() + ", needed for Kafka, is taken by")
          .hasMessageContaining("--offset");
    }
  }

  private static int freeOffset() {
    for (int offset = 20_000; offset < 50_000; offset += 137) {
      int candidate = offset;
      if (Arrays.stream(Port.values()).allMatch(port -> FreePort.isFree(port.at(candidate)))) {
        return candidate;
      }
    }
    throw new IllegalStateException("no block of free ports");
  }
}
