package io.threadline.local.process;

/** The process that started this one. */
public final class Parent {

  private Parent() {}

  /**
   * Ends this process when its parent ends, however that happens: a child without the run that
   * started it would hold its port for ever.
   */
  public static void endWithIt() {
    ProcessHandle.current()
        .parent()
        .ifPresent(parent ->
            Thread.ofPlatform()
                .name("parent-watch")
                .daemon()
                .start(() -> {
                  parent.onExit().join();
                  Runtime.getRuntime().exit(0);
                }));
  }
}
