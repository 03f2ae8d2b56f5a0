package io.threadline.platform.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProductionGuardTest {
  private static final String ISSUER = "https://id.example.com/realms/threadline";
  private static final String PASSWORD = "correct-horse-battery";
  private static final String KEY = "c29tZXRoaW5nIHRoYXQgaXMgMzIgYnl0ZXMgbG9uZyE=";

  @Test
  void acceptsProductionSettings() {
    assertThat(ProductionGuard.findings(ISSUER, PASSWORD, KEY)).isEmpty();
  }

  @Test
  void refusesTheDemoIssuer() {
    assertThat(ProductionGuard.findings("http://localhost:8080/auth", PASSWORD, KEY))
        .singleElement()
        .asString()
        .contains("http://localhost:8080/auth");
    assertThat(ProductionGuard.findings("http://127.0.0.1:9/auth", PASSWORD, KEY)).hasSize(1);
    assertThat(ProductionGuard.findings("", PASSWORD, KEY)).hasSize(1);
  }

  @Test
  void refusesWeakPasswordsAndDemoKeys() {
    assertThat(ProductionGuard.findings(ISSUER, "demo-password-long", KEY)).hasSize(1);
    assertThat(ProductionGuard.findings(ISSUER, "short", KEY)).hasSize(1);
    assertThat(
            ProductionGuard.findings(
                ISSUER, PASSWORD, "ZGVtbyBkZW1vIGRlbW8gZGVtbyBkZW1vIGRlbW8gMzI="))
        .hasSize(1);
  }
}
