package io.threadline.routing.engine;

import io.threadline.platform.problem.ApiException;
import io.threadline.platform.problem.ErrorCode;
import java.time.Duration;
import java.util.List;

/** Tells those who wait for a command how it ended. */
final class Replies {
  private Replies() {}

  /** After the commit of a batch: the answers are in the log now. */
  static void give(Batch batch) {
    for (int i = 0; i < batch.size(); i++) {
      Batch.Answer answer = batch.answers().get(i);
      if (batch.mails().get(i) instanceof Mail.Command command) {
        if (answer.reused()) {
          refuse(
              command,
              new ApiException(
                  ErrorCode.IDEMPOTENCY_KEY_REUSED,
                  "the Idempotency-Key was used for another command: send a new one"));
        } else {
          command.answer().complete(answer.reply());
        }
      }
    }
  }

  static void refuse(Mail mail, RuntimeException reason) {
    if (mail instanceof Mail.Command command) {
      command.answer().completeExceptionally(reason);
    }
  }

  static void refuse(List<? extends Mail> mails, RuntimeException reason) {
    mails.forEach(mail -> refuse(mail, reason));
  }

  /** Nobody knows whether it was stored; under its id it can be sent again without harm. */
  static ApiException tryAgain() {
    return new ApiException(
            ErrorCode.UNAVAILABLE, "the command may not have been stored: send it again")
        .retryAfter(Duration.ofSeconds(1));
  }
}
