package io.threadline.conversation.macro;

import io.threadline.conversation.api.Answers;
import io.threadline.conversation.api.Creates;
import io.threadline.conversation.canned.Texts;
import io.threadline.conversation.canned.Variables;
import io.threadline.conversation.core.Template;
import io.threadline.conversation.macro.MacroRunResource.Run;
import io.threadline.conversation.setup.Setup;
import io.threadline.conversation.ticket.Replies;
import io.threadline.conversation.ticket.TicketChanges;
import io.threadline.conversation.ticket.TicketResource.Reply;
import io.threadline.conversation.ticket.TicketView;
import io.threadline.conversation.timeline.MessageView;
import io.threadline.platform.idempotency.IdempotencyKeys.Answer;
import io.threadline.platform.security.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Runs macros, each in one transaction. */
@ApplicationScoped
public class MacroRuns {
  private static final int OK = 200;

  @Inject Creates creates;
  @Inject Answers answers;
  @Inject Setup setup;
  @Inject Replies replies;
  @Inject TicketChanges changes;
  @Inject Caller caller;

  /** What a macro has done. */
  public record Result(
      TicketView ticket, @Nullable MessageView reply, @Nullable MessageView note) {}

  Answer run(UUID ticket, UUID id, @Nullable String key, Run run) {
    return creates.once(
        key,
        "macro/" + ticket + '/' + id + '/' + run,
        (connection, tenant) -> answers.of(OK, run(connection, tenant, ticket, id, run)));
  }

  private Result run(Connection connection, UUID tenant, UUID id, UUID macroId, Run run)
      throws SQLException {
    Macro macro = setup.find(connection, MacroResource.MACROS, macroId).body();
    TicketView ticket = TicketView.find(connection, id, caller.login());
    Map<String, String> values = Variables.of(ticket, caller.login(), run.values());
    MessageView reply = null;
    if (!macro.reply().isEmpty()) {
      String language = run.language() == null ? ticket.language() : run.language();
      String text = new Template(Texts.choose(macro.reply(), language)).fill(values).text();
      reply =
          replies.reply(connection, tenant, id, new Reply(text, run.seenSeq(), null, null, null));
    }
    MessageView note = null;
    if (macro.note() != null) {
      String text = new Template(macro.note()).fill(values).text();
      note = replies.note(connection, tenant, id, text);
    }
    if (macro.change() != null) {
      changes.patch(connection, id, "*", macro.change());
    }
    if (macro.resolve()) {
      changes.resolve(connection, id);
    }
    return new Result(TicketView.find(connection, id, caller.login()), reply, note);
  }
}
