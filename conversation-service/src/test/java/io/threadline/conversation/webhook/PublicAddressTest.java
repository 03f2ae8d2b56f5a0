package io.threadline.conversation.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.threadline.conversation.core.webhook.RetryPlan;
import io.threadline.conversation.core.webhook.Signature;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublicAddressTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.9.9.9",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "0.0.0.0",
        "0.1.2.3",
        "100.64.0.1",
        "192.0.2.1",
        "198.18.0.1",
        "198.51.100.7",
        "203.0.113.9",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "2130706433",
        "::",
        "::1",
        "::ffff:10.0.0.1",
        "fe80::1",
        "fc00::1",
        "fd12::1",
        "ff02::1",
        "2001:db8::1",
        "2002:0a00::1",
        "2001:0:1::",
        "64:ff9b::0a00:1",
        "::7f00:1",
        "fec0::1"
      })
  void whatReachesIntoANetworkIsNotPublic(String address) throws UnknownHostException {
    assertThat(PublicAddress.is(InetAddress.getByName(address))).as(address).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"8.8.8.8", "100.128.0.1", "172.32.0.1", "2606:4700::1111", "2a00:1450::1"})
  void theRestIs(String address) throws UnknownHostException {
    assertThat(PublicAddress.is(InetAddress.getByName(address))).as(address).isTrue();
  }

  @Test
  void callsAreMadeAgainForTwoDaysAndGivenUp() {
    Duration all =
        IntStream.range(1, RetryPlan.MOST)
            .mapToObj(attempts -> RetryPlan.after(attempts, 0).orElseThrow())
            .reduce(Duration.ZERO, Duration::plus);
    assertThat(all).isBetween(Duration.ofHours(24), Duration.ofHours(60));
    assertThat(RetryPlan.after(1, 0)).contains(Duration.ofSeconds(10));
    assertThat(RetryPlan.after(1, 1)).contains(Duration.ofSeconds(11));
    assertThat(RetryPlan.after(RetryPlan.MOST, 0)).isEmpty();
  }

  @Test
  void theSignatureIsHmacSha256OfTimestampDotBody() {
    assertThat(Signature.of("Jefe", 1_700_000_000, "{}"))
        .matches("v1=[0-9a-f]{64}")
        .isNotEqualTo(Signature.of("Jefe", 1_700_000_001, "{}"))
        .isNotEqualTo(Signature.of("jefe", 1_700_000_000, "{}"));
  }
}
