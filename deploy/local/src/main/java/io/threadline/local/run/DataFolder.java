package io.threadline.local.run;

import java.nio.file.Path;

/** Where a run keeps what: everything is below one folder. */
public record DataFolder(Path root) {

  public DataFolder {
    root = root.toAbsolutePath().normalize();
  }

  /** The description of the run that clients read. */
  public Path demoFile() {
    return root.resolve("demo.json");
  }

  /** Exists while the run is set up: channels, users, history. */
  public Path setUpMarker() {
    return root.resolve("run/set-up");
  }

  /** The demo issuer's key pair. */
  public Path signingKey() {
    return root.resolve("signing-key.json");
  }

  /** Passwords and keys of this installation. */
  public Path secrets() {
    return root.resolve("secrets.properties");
  }

  /** Which version wrote the folder. */
  public Path version() {
    return root.resolve("version");
  }

  /** Held by the run that uses the folder. */
  public Path lock() {
    return root.resolve("lock");
  }

  public Path postgres() {
    return root.resolve("postgres");
  }

  public Path kafka() {
    return root.resolve("kafka");
  }

  /** What a child process writes to its output. */
  public Path log(String child) {
    return root.resolve("logs").resolve(child + ".log");
  }

  /** The pid of a child process. */
  public Path pid(String child) {
    return root.resolve("run").resolve(child + ".pid");
  }

  /** The folder that a service keeps files in (spool, blobs). */
  public Path service(String service) {
    return root.resolve(service);
  }
}
