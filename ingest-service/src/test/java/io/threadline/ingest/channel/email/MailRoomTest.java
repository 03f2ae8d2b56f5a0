package io.threadline.ingest.channel.email;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class MailRoomTest {
  private static final int KILO = 1024;

  @Test
  void mailsAreReadWithinTheirBound() throws IOException {
    MailRoom room = new MailRoom(4_000 * KILO);
    assertThat(read(room, 100, "a")).isInstanceOf(MailRoom.Read.Whole.class);
    assertThat(read(room, 501, "a")).isInstanceOf(MailRoom.Read.TooLarge.class);
  }

  @Test
  void whatIsHeldIsNotThereForOthersUntilItIsGivenBack() throws IOException {
    MailRoom room = new MailRoom(400 * KILO);
    assertThat(read(room, 200, "a")).isInstanceOf(MailRoom.Read.Whole.class);
    assertThat(read(room, 100, "b")).isInstanceOf(MailRoom.Read.Whole.class);
    assertThat(read(room, 101, "c")).isInstanceOf(MailRoom.Read.NoRoom.class);
    room.release("b", 100 * KILO);
    assertThat(read(room, 100, "c")).isInstanceOf(MailRoom.Read.Whole.class);
  }

  @Test
  void whenRoomIsScarceNoCallerGetsMoreThanItsShare() throws IOException {
    MailRoom room = new MailRoom(400 * KILO);
    assertThat(read(room, 200, "flood")).isInstanceOf(MailRoom.Read.Whole.class);
    assertThat(read(room, 10, "flood")).isInstanceOf(MailRoom.Read.NoRoom.class);
    assertThat(read(room, 90, "other")).isInstanceOf(MailRoom.Read.Whole.class);
    room.release("flood", 200 * KILO);
    assertThat(read(room, 10, "flood")).isInstanceOf(MailRoom.Read.Whole.class);
  }

  private static MailRoom.Read read(MailRoom room, int kilobytes, String caller)
      throws IOException {
    return room.read(new ByteArrayInputStream(new byte[kilobytes * KILO]), 500 * KILO, caller);
  }
}
