package io.threadline.ingest.channel.email.core;

import static io.threadline.ingest.channel.email.core.ReplyTokens.Kind.MESSAGE;
import static io.threadline.ingest.channel.email.core.ReplyTokens.Kind.TICKET;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ReplyTokensTest {
  private static final String MAILBOX = "support@example.com";
  private static final UUID TICKET_ID = UUID.fromString("01900000-0000-7000-8000-00000000abcd");

  @Test
  void aTokenIsFoundInTheAddressThatIsOurs() {
    String address = ReplyTokens.address(MAILBOX, TICKET, TICKET_ID, "key");
    assertThat(address).startsWith("support+").endsWith("@example.com").matches("[a-z0-9+@.]+");
    assertThat(find(address)).contains(TICKET_ID);
    assertThat(find(address.toUpperCase(Locale.ROOT))).contains(TICKET_ID);
    assertThat(find(address.replace("support", "sales"))).isEmpty();
    assertThat(ReplyTokens.withoutToken(address)).isEqualTo(MAILBOX);
  }

  @Test
  void whoHasNoKeyCannotMakeOne() {
    String address = ReplyTokens.address(MAILBOX, TICKET, TICKET_ID, "key");
    assertThat(ReplyTokens.find(MAILBOX, List.of(address), TICKET, "other key")).isEmpty();
    assertThat(ReplyTokens.find(MAILBOX, List.of(address), MESSAGE, "key")).isEmpty();
    assertThat(find("support+t0k3n@example.com")).isEmpty();
    assertThat(find(MAILBOX)).isEmpty();
    for (int i = "support+".length(); i < address.indexOf('@'); i++) {
      char other = address.charAt(i) == 'b' ? 'c' : 'b';
      assertThat(find(address.substring(0, i) + other + address.substring(i + 1))).isEmpty();
    }
  }

  @Test
  void everyIdComesBack() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < 1_000; i++) {
      UUID id = new UUID(random.nextLong(), random.nextLong());
      String address = ReplyTokens.address(MAILBOX, MESSAGE, id, "key");
      assertThat(ReplyTokens.find(MAILBOX, List.of(address), MESSAGE, "key"))
          .as("seed %d", seed)
          .contains(id);
    }
  }

  @Test
  void withoutAKeyThereIsNoToken() {
    assertThat(ReplyTokens.address(MAILBOX, TICKET, TICKET_ID, "")).isEqualTo(MAILBOX);
  }

  private static Optional<UUID> find(String recipient) {
    return ReplyTokens.find(MAILBOX, List.of("x+no@example.com", recipient), TICKET, "key");
  }
}
