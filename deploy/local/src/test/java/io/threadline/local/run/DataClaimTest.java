package io.threadline.local.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataClaimTest {

  @TempDir Path folder;

  @Test
  void oneRunAtATime() {
    DataFolder data = new DataFolder(folder.resolve("data"));
    DataClaim first = DataClaim.on(data);
    assertThatThrownBy(() -> DataClaim.on(data))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("is in use by another run (process " + ProcessHandle.current().pid())
        .hasMessageContaining("--data DIR");
    first.close();
    DataClaim.on(data).close();
  }

  @Test
  void anotherVersionsDataIsRefusedAndLeftAlone() throws IOException {
    DataFolder data = new DataFolder(folder.resolve("data"));
    DataClaim.on(data).close();
    Files.writeString(data.version(), "7 (PostgreSQL 25)\n");
    assertThatThrownBy(() -> DataClaim.on(data))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("belongs to version 7 (PostgreSQL 25)")
        .hasMessageContaining("this is version " + DataClaim.VERSION);
    assertThat(data.version()).hasContent("7 (PostgreSQL 25)");
  }

  @Test
  void aFolderOfSomethingElseIsRefused() throws IOException {
    Files.writeString(folder.resolve("thesis.txt"), "years of work");
    assertThatThrownBy(() -> DataClaim.on(new DataFolder(folder)))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("holds files that no local run made");
    assertThat(folder.resolve("lock")).doesNotExist();
  }
}
