package io.threadline.platform.testkit.wrong;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

@Path("/wrong")
final class Endpoint {
  @GET
  String open() {
    return "whoever asks";
  }

  @POST
  @RolesAllowed("admin")
  String closed() {
    return "who may";
  }
}
