package io.threadline.platform.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SecretBoxTest {
  private static final UUID TENANT = UUID.fromString("00000000-0000-7000-8000-000000000001");
  private static final UUID OTHER = UUID.fromString("00000000-0000-7000-8000-000000000002");

  private final SecretBox box =
      SecretBox.ofBase64(Base64.getEncoder().encodeToString(new byte[32]));

  @Test
  void opensWhatItSealed() {
    assertThat(box.open(TENANT, box.seal(TENANT, "pässwörd"))).isEqualTo("pässwörd");
  }

  @Test
  void sealsTheSameSecretDifferentlyEachTime() {
    assertThat(box.seal(TENANT, "same")).isNotEqualTo(box.seal(TENANT, "same"));
  }

  @Test
  void refusesAnotherTenantsSecretAndAChangedOne() {
    byte[] sealed = box.seal(TENANT, "secret");
    assertThatThrownBy(() -> box.open(OTHER, sealed)).isInstanceOf(IllegalStateException.class);
    for (int i = 0; i < sealed.length; i++) {
      byte[] changed = sealed.clone();
      changed[i] ^= 1;
      assertThatThrownBy(() -> box.open(TENANT, changed)).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void saysWhatIsWrongWithAKey() {
    assertThatThrownBy(() -> SecretBox.ofBase64("dG9vIHNob3J0"))
        .hasMessageContaining("has 9 bytes, not 32")
        .hasMessageContaining("openssl rand -base64 32");
    assertThatThrownBy(() -> SecretBox.ofBase64("***")).hasMessageContaining("is not base64");
  }
}
