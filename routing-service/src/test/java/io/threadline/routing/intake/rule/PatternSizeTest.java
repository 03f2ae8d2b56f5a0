package io.threadline.routing.intake.rule;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PatternSizeTest {

  /** Repeated pieces count as often as they are repeated; brackets count two. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          refund              | 6
          a{10}               | 10
          a{2,30}b            | 31
          (ab){10}            | 40
          ((a{10}){10}){10}   | 1220
          \\d{4}-\\d{4}       | 9
          [a-z]{5}            | 5
          [\\]{9}]{5}         | 5
          \\p{Armenian}{3}    | 3
          a\\{10\\}           | 5
          """)
  void countsWhatAPatternBecomes(String pattern, double size) {
    assertThat(PatternSize.of(pattern)).isEqualTo(size);
  }
}
