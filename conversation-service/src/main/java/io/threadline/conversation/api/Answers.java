package io.threadline.conversation.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.threadline.platform.idempotency.IdempotencyKeys.Answer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** Answers to creates, as text, so that a repeat gets the same bytes. */
@ApplicationScoped
public class Answers {
  @Inject ObjectMapper mapper;

  /** The answer with this body. */
  public Answer of(int status, Object body) {
    try {
      return new Answer(status, mapper.writeValueAsString(body));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("answer of " + body.getClass() + " cannot be written", e);
    }
  }

  /** The answer as a response. */
  public static Response respond(Answer answer) {
    return Response.status(answer.status())
        .type(MediaType.APPLICATION_JSON_TYPE)
        .entity(answer.body())
        .build();
  }
}
