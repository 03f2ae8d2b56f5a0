package io.threadline.platform.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.threadline.platform.testkit.GeneratedFile;
import org.junit.jupiter.api.Test;

class ConfigDocumentTest {

  @Test
  void theCommittedPageIsFresh() {
    GeneratedFile.check("docs/config.md", ConfigDocument.generate());
  }

  @Test
  void aSettingIsShownWithKeyVariableTypeDefaultAndMeaning() {
    assertThat(ConfigDocument.generate())
        .contains(
            "| `threadline.public-url` | `THREADLINE_PUBLIC_URL` | string |"
                + " `http://localhost:8080` | The address under which")
        .contains(
            "| `threadline.outbox.idle` | `THREADLINE_OUTBOX_IDLE` | duration | `200ms` | How long")
        .contains("| `threadline.secrets.key` | `THREADLINE_SECRETS_KEY` | string | **required** |")
        .contains("| `threadline.issuer` | `THREADLINE_ISSUER` | `http://localhost:8080/auth` |");
  }
}
