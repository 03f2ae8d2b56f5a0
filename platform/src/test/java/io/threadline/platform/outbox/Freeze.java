package io.threadline.platform.outbox;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.Producer;

/**
 * Freezes whoever uses a producer at one moment, as a long pause of its process would; closing it
 * lets that one go on.
 */
final class Freeze implements AutoCloseable {

  /** The moment: a method of the producer has returned for the nth time. */
  enum At {
    /** Some of a batch was sent, some not. */
    HALF_SENT("send", 5),
    /** All of a batch was acknowledged, and its rows are not deleted. */
    ACKNOWLEDGED("flush", 1);

    private final String method;
    private final int call;

    At(String method, int call) {
      this.method = method;
      this.call = call;
    }
  }

  private final At where;
  private final AtomicInteger calls = new AtomicInteger();
  private final CountDownLatch frozen = new CountDownLatch(1);
  private final CountDownLatch thawed = new CountDownLatch(1);

  Freeze(At where) {
    this.where = where;
  }

  /** The same producer, whose user freezes. */
  @SuppressWarnings("unchecked") // of its own interface
  Producer<String, byte[]> of(Producer<String, byte[]> producer) {
    InvocationHandler handler =
        (_, method, arguments) -> {
          Object result = method.invoke(producer, arguments);
          if (method.getName().equals(where.method) && calls.incrementAndGet() == where.call) {
            frozen.countDown();
            thawed.await();
          }
          return result;
        };
    return (Producer<String, byte[]>)
        Proxy.newProxyInstance(
            Producer.class.getClassLoader(), new Class<?>[] {Producer.class}, handler);
  }

  void awaitFrozen() throws InterruptedException {
    frozen.await();
  }

  @Override
  public void close() {
    thawed.countDown();
  }
}
