package io.threadline.conversation.ticket;

import io.threadline.contracts.Attachment;
import io.threadline.contracts.Event;
import io.threadline.contracts.conversation.Author;
import io.threadline.contracts.outbound.SendRequested;
import io.threadline.contracts.routing.RoutingRequest;
import io.threadline.contracts.routing.TicketActivity;
import io.threadline.conversation.api.Answers;
import io.threadline.conversation.api.Creates;
import io.threadline.conversation.api.Sent;
import io.threadline.conversation.attachment.Attachments;
import io.threadline.conversation.attachment.Attachments.Outgoing;
import io.threadline.conversation.canned.Variables;
import io.threadline.conversation.core.Conversation;
import io.threadline.conversation.core.SlaClocks;
import io.threadline.conversation.core.Ticket;
import io.threadline.conversation.core.TicketEvents;
import io.threadline.conversation.core.Words;
import io.threadline.conversation.draft.DraftView;
import io.threadline.conversation.note.MentionStore;
import io.threadline.conversation.reading.ReadMarks;
import io.threadline.conversation.sla.SlaStore;
import io.threadline.conversation.ticket.TicketLock.Held;
import io.threadline.conversation.ticket.TicketResource.Note;
import io.threadline.conversation.ticket.TicketResource.Reply;
import io.threadline.conversation.timeline.ConversationStore;
import io.threadline.conversation.timeline.MessageView;
import io.threadline.conversation.timeline.OwnMessage;
import io.threadline.conversation.timeline.ThreadReader;
import io.threadline.platform.event.Envelopes;
import io.threadline.platform.id.Ids;
import io.threadline.platform.idempotency.IdempotencyKeys.Answer;
import io.threadline.platform.outbox.Outbox;
import io.threadline.platform.problem.ApiException;
import io.threadline.platform.problem.ErrorCode;
import io.threadline.platform.security.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What agents write: replies to the customer and notes for colleagues. */
@ApplicationScoped
public class Replies {
  private static final int CREATED = 201;

  /** How much of what is new a refusal shows. */
  private static final int MAX_NEWS = 20;

  @Inject Creates creates;
  @Inject Outbox outbox;
  @Inject Envelopes envelopes;
  @Inject Answers answers;
  @Inject Caller caller;
  @Inject Attachments attachments;

  /** Replies, unless somebody has written since the agent looked. */
  public Answer reply(UUID ticketId, @Nullable String key, @Nullable Reply sent) {
    Reply reply = Sent.body(sent);
    return creates.once(
        key,
        "reply/" + ticketId + '/' + reply,
        (connection, tenant) -> answers.of(CREATED, reply(connection, tenant, ticketId, reply)));
  }

  /** Replies, in the caller's transaction. */
  public MessageView reply(Connection connection, UUID tenant, UUID ticketId, Reply reply)
      throws SQLException {
    String text = Sent.text(reply.text());
    if (!Boolean.TRUE.equals(reply.asIs())) {
      Variables.requireNone(text);
    }
    Long seenSeq = reply.seenSeq();
    if (seenSeq == null || seenSeq < 0) {
      throw ApiException.invalid("seenSeq", seenSeq, "send the seq of the newest message you saw");
    }
    Held held = TicketLock.take(connection, ticketId);
    refuseIfOver(held.ticket());
    refuseIfMovedOn(connection, held.conversation(), seenSeq);
    ReplyRoute route = ReplyRoute.choose(connection, held.conversation(), reply.channel());
    Outgoing files = attachments.outgoing(connection, tenant, reply.attachments());
    return send(connection, tenant, held, route, text, files);
  }

  private static void refuseIfOver(Ticket ticket) {
    switch (ticket.status()) {
      case NEW, OPEN, PENDING, ON_HOLD, RESOLVED -> {}
      case CLOSED, SPAM, ABANDONED ->
          throw new ApiException(
              ErrorCode.CONFLICT,
              "the ticket is " + Words.of(ticket.status()) + ": reopen it before you reply");
    }
  }

  private static void refuseIfMovedOn(Connection connection, Conversation thread, long seenSeq)
      throws SQLException {
    if (seenSeq > thread.lastSeq()) {
      throw ApiException.invalid(
          "seenSeq", seenSeq, "the newest message of the thread is " + thread.lastSeq());
    }
    List<MessageView> news = ThreadReader.writtenSince(connection, thread.id(), seenSeq, MAX_NEWS);
    if (!news.isEmpty()) {
      throw new ApiException(
              ErrorCode.THREAD_MOVED_ON,
              "there are messages after seq " + seenSeq + ": read them, then send again")
          .with("seenSeq", seenSeq)
          .with("latestSeq", thread.lastSeq())
          .with("messages", news);
    }
  }

  private MessageView send(
      Connection connection, UUID tenant, Held held, ReplyRoute route, String text, Outgoing files)
      throws SQLException {
    String agent = caller.login();
    Instant now = Instant.now();
    Conversation thread = held.conversation().appended().servedBy(agent);
    Ticket before = held.ticket();
    Ticket after = before.replied(agent, now);
    OwnMessage message =
        new OwnMessage(
            Ids.next(), thread, before.id(), route.target(), agent, text, files.shown(), now);
    List<Event> events = new ArrayList<>();
    events.add(message.appended());
    events.add(sendRequested(message, route, files.sent()));
    events.add(
        new TicketActivity(
            RoutingRequest.DEFAULT_POOL, before.id(), TicketActivity.Kind.AGENT_REPLIED, now));
    if (after.status() != before.status()) {
      events.add(TicketEvents.statusChanged(before, after, Author.agent(agent), now));
    }
    if (after != before) {
      TicketStore.update(connection, List.of(after));
    }
    SlaClocks clocks = SlaStore.byTicket(connection, List.of(before.id())).get(before.id());
    if (clocks != null && clocks.replied(now) != clocks) {
      SlaStore.update(connection, Map.of(before.id(), clocks.replied(now)));
    }
    write(connection, tenant, message, events);
    return message.view();
  }

  private static SendRequested sendRequested(
      OwnMessage message, ReplyRoute route, List<Attachment> files) {
    return new SendRequested(
        message.id(),
        message.thread().id(),
        message.ticketId(),
        route.target().channel(),
        route.target().channelAccountId(),
        route.target().address(),
        route.target().subject(),
        message.text(),
        files,
        route.inReplyTo(),
        route.references(),
        false,
        message.at());
  }

  /** Writes a note. */
  public Answer note(UUID ticketId, @Nullable String key, @Nullable Note sent) {
    Note note = Sent.body(sent);
    String text = Sent.text(note.text());
    return creates.once(
        key,
        "note/" + ticketId + '/' + note,
        (connection, tenant) -> answers.of(CREATED, note(connection, tenant, ticketId, text)));
  }

  /** Writes a note, in the caller's transaction; who is named in it is told. */
  public MessageView note(Connection connection, UUID tenant, UUID ticketId, String text)
      throws SQLException {
    Held held = TicketLock.take(connection, ticketId);
    Conversation thread = held.conversation().appended();
    OwnMessage message =
        new OwnMessage(
            Ids.next(), thread, ticketId, null, caller.login(), text, List.of(), Instant.now());
    List<Event> events = new ArrayList<>();
    events.add(message.appended());
    events.addAll(MentionStore.write(connection, held.ticket(), message));
    write(connection, tenant, message, events);
    return message.view();
  }

  private void write(
      Connection connection, UUID tenant, OwnMessage message, List<? extends Event> events)
      throws SQLException {
    message.insert(connection);
    ConversationStore.update(connection, List.of(message.thread()));
    ReadMarks.set(connection, message.agent(), message.thread().id(), message.thread().lastSeq());
    DraftView.remove(connection, message.agent(), message.thread().id());
    outbox.append(
        connection,
        events.stream().map(event -> envelopes.wrap(tenant, message.at(), event)).toList());
  }
}
