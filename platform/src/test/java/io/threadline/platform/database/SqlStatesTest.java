package io.threadline.platform.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlStatesTest {

  @ParameterizedTest
  @CsvSource({
    "08006, true, the connection broke",
    "25006, true, the server is a standby until it is promoted",
    "25P03, true, the session ended while it was idle in a transaction",
    "28P01, true, the password is being changed",
    "40001, true, the transaction lost against another",
    "40P01, true, a deadlock was dissolved",
    "53300, true, there are too many connections",
    "55P03, true, a lock was not available",
    "57P01, true, an administrator ended the session",
    "57P05, true, the session was idle for too long",
    "58030, true, the disk failed",
    "22001, false, the text is too long",
    "23505, false, the row is there already",
    "25001, false, the statement does not belong into a transaction",
    "25P02, false, the transaction had failed before",
    "42601, false, the statement is wrong",
    "54000, false, the statement is too complex"
  })
  void saysWhetherTheSameWorkMaySucceedLater(String state, boolean later, String why) {
    SQLException failure = new SQLException(why, state);
    assertThat(SqlStates.isTransient(new DatabaseException(failure))).as(why).isEqualTo(later);
  }

  @Test
  void aPoolThatGaveNoConnectionMayGiveOneLater() {
    assertThat(SqlStates.isTransient(new SQLException("acquisition timeout"))).isTrue();
    assertThat(SqlStates.isTransient(new IllegalStateException("ours"))).isFalse();
    assertThat(SqlStates.isTransient(null)).isFalse();
  }
}
