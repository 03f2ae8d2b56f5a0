package io.threadline.platform.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.threadline.platform.problem.ApiException;
import java.util.List;
import org.junit.jupiter.api.Test;

class CursorTest {
  private final Cursor tickets = new Cursor("/api/tickets?status=open");

  @Test
  void givesBackTheKeysItWasMadeOf() {
    String cursor = tickets.after(42, "a|b\u00e9");
    assertThat(tickets.keys(cursor, 2)).contains(List.of("42", "a|b\u00e9"));
    assertThat(tickets.keys(null, 2)).isEmpty();
  }

  @Test
  void refusesTheCursorOfAnotherQueryAndNonsense() {
    String foreign = new Cursor("/api/tickets?status=new").after(42, "x");
    assertThatThrownBy(() -> tickets.keys(foreign, 2))
        .isInstanceOf(ApiException.class)
        .hasMessageContaining(foreign);
    assertThatThrownBy(() -> tickets.keys("%%%", 2)).isInstanceOf(ApiException.class);
    assertThatThrownBy(() -> tickets.keys(tickets.after(1), 2)).isInstanceOf(ApiException.class);
  }

  @Test
  void cutsTheRowThatWasReadToLearnWhetherThereIsMore() {
    Page<Integer> page = Page.of(List.of(1, 2, 3), 2, row -> "after-" + row);
    assertThat(page).isEqualTo(new Page<>(List.of(1, 2), "after-2"));
    assertThat(Page.of(List.of(1, 2), 2, row -> "after-" + row).nextCursor()).isNull();
  }

  @Test
  void boundsThePageSize() {
    assertThat(Cursor.limit(200)).isEqualTo(200);
    assertThatThrownBy(() -> Cursor.limit(201)).hasMessageContaining("201");
    assertThatThrownBy(() -> Cursor.limit(0)).hasMessageContaining("1 to 200");
  }
}
