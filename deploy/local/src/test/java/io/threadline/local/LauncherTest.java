package io.threadline.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.threadline.local.run.Options;
import io.threadline.local.run.RefusedException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class LauncherTest {

  private static final Options STANDARD =
      new Options(Path.of("/project"), Path.of("/project/.threadline"), 0, false, 1, line -> {});

  @Test
  void readsItsOptions() {
    Options options =
        Launcher.parse(
            STANDARD,
            List.of("--empty", "--data", "/elsewhere", "--offset", "700", "--routing", "3"));
    assertThat(options.empty()).isTrue();
    assertThat(options.data()).isEqualTo(Path.of("/elsewhere"));
    assertThat(options.offset()).isEqualTo(700);
    assertThat(options.routing()).isEqualTo(3);
  }

  @Test
  void saysWhatItDoesNotUnderstand() {
    assertThatThrownBy(() -> Launcher.parse(STANDARD, List.of("--colour")))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("unknown option '--colour'")
        .hasMessageContaining("usage:");
    assertThatThrownBy(() -> Launcher.parse(STANDARD, List.of("--data")))
        .hasMessageContaining("--data needs a value");
    assertThatThrownBy(() -> Launcher.parse(STANDARD, List.of("--offset", "-3")))
        .hasMessageContaining("--offset is '-3', must be a number from 0 to 50000");
    assertThatThrownBy(() -> Launcher.parse(STANDARD, List.of("--routing", "none")))
        .hasMessageContaining("--routing is 'none', must be a number from 1 to 8");
  }
}
