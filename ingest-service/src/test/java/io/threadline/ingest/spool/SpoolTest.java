package io.threadline.ingest.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest {
  private static final long CAP = 64 * 1024 * 1024;

  @TempDir Path directory;

  @Test
  void givesBackWhatWasPutInInOrder() throws IOException {
    try (Spool spool = Spool.open(directory, CAP)) {
      append(spool, 0, 2_500);
      assertThat(spool.records()).isEqualTo(2_500);
      assertThat(drain(spool)).isEqualTo(numbers(0, 2_500));
      assertThat(spool.isEmpty()).isTrue();
      assertThat(files()).isEmpty();
      append(spool, 0, 3);
      assertThat(drain(spool)).isEqualTo(numbers(0, 3));
    }
  }

  @Test
  void survivesARestart() throws IOException {
    try (Spool spool = Spool.open(directory, CAP)) {
      append(spool, 0, 100);
    }
    try (Spool spool = Spool.open(directory, CAP)) {
      assertThat(spool.records()).isEqualTo(100);
      append(spool, 100, 200);
      assertThat(drain(spool)).isEqualTo(numbers(0, 200));
    }
  }

  @Test
  void cutsOffATornTail() throws IOException {
    try (Spool spool = Spool.open(directory, CAP)) {
      append(spool, 0, 10);
    }
    Path file = files().getFirst();
    byte[] whole = Files.readAllBytes(file);
    int frame = whole.length / 10;
    for (int lost = 1; lost < frame; lost += 7) {
      Files.write(file, Arrays.copyOf(whole, whole.length - lost));
      try (Spool spool = Spool.open(directory, CAP)) {
        assertThat(spool.records()).as("%d bytes lost", lost).isEqualTo(9);
      }
    }
    Files.write(file, whole);
    Files.write(file, new byte[100], StandardOpenOption.APPEND);
    try (Spool spool = Spool.open(directory, CAP)) {
      assertThat(drain(spool)).isEqualTo(numbers(0, 10));
    }
  }

  @Test
  void aFlippedBitEndsTheFileThere() throws IOException {
    try (Spool spool = Spool.open(directory, CAP)) {
      append(spool, 0, 10);
    }
    Path file = files().getFirst();
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 3] ^= 1;
    Files.write(file, bytes);
    try (Spool spool = Spool.open(directory, CAP)) {
      assertThat(drain(spool)).isEqualTo(numbers(0, 9));
    }
  }

  @Test
  void refusesAboveItsCapAndTakesAgainWhenDrained() throws IOException {
    try (Spool spool = Spool.open(directory, 10_000)) {
      int taken = 0;
      while (spool.append(record(taken)).handle((_, failure) -> failure == null).join()) {
        taken++;
      }
      assertThat(taken).isPositive();
      assertThatThrownBy(() -> spool.append(record(0)).join())
          .hasCauseInstanceOf(SpoolFullException.class);
      assertThat(drain(spool)).hasSize(taken);
      append(spool, 0, 1);
    }
  }

  @Test
  void oneProcessHoldsIt() throws IOException {
    try (Spool spool = Spool.open(directory, CAP)) {
      assertThat(spool.isEmpty()).isTrue();
      assertThatThrownBy(() -> Spool.open(directory, CAP))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("THREADLINE_DATA");
    }
  }

  @Test
  void drainsWhileItFills() throws IOException, InterruptedException {
    try (Spool spool = Spool.open(directory, CAP)) {
      Thread writer = Thread.ofVirtual().start(() -> append(spool, 0, 20_000));
      List<Integer> read = new ArrayList<>();
      while (read.size() < 20_000) {
        read.addAll(drain(spool));
      }
      writer.join();
      assertThat(read).isEqualTo(numbers(0, 20_000));
    }
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.list(directory)) {
      return all.filter(file -> file.toString().endsWith(".spool")).sorted().toList();
    }
  }

  private static void append(Spool spool, int from, int to) {
    List<CompletableFuture<Void>> synced = new ArrayList<>();
    for (int i = from; i < to; i++) {
      synced.add(spool.append(record(i)));
    }
    synced.forEach(CompletableFuture::join);
  }

  private static List<Integer> drain(Spool spool) throws IOException {
    List<Integer> read = new ArrayList<>();
    Spool.Batch batch = spool.read(100);
    while (!batch.records().isEmpty()) {
      batch
          .records()
          .forEach(r ->
              read.add(Integer.parseInt(new String(r.body(), StandardCharsets.UTF_8).strip())));
      spool.remove(batch);
      batch = spool.read(100);
    }
    return read;
  }

  private static List<Integer> numbers(int from, int to) {
    return IntStream.range(from, to).boxed().toList();
  }

  private static SpoolRecord record(int number) {
    byte[] body = "%700d".formatted(number).getBytes(StandardCharsets.UTF_8);
    return new SpoolRecord("topic", "key", Map.of("ce_id", new byte[] {1, 2}), body);
  }
}
