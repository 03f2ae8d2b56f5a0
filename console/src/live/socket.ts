import { backoffMillis } from "./backoff";
import type { Frame } from "./events";

/** `stale` is said when the connection has been away for so long that a person should know. */
export type Connection = "connecting" | "live" | "stale";

export interface SocketListener {
  onFrame(frame: Frame): void;
  /** What was missed is gone, or this is the first connection: everything shown is loaded anew. */
  onReset(): void;
  onConnection(connection: Connection): void;
}

const STALE_AFTER_MILLIS = 3_000;

/** The live connection: it comes back by itself, with the last position, so nothing is missed. */
export class LiveSocket {
  private socket: WebSocket | null = null;
  private position: string | null = null;
  private attempt = 0;
  private retry: ReturnType<typeof setTimeout> | undefined;
  private stale: ReturnType<typeof setTimeout> | undefined;
  private stopped = true;

  constructor(
    private readonly url: string,
    private readonly token: () => Promise<string>,
    private readonly listener: SocketListener,
  ) {}

  start(): void {
    this.stopped = false;
    addEventListener("online", this.hurry);
    this.listener.onConnection("connecting");
    void this.connect();
  }

  stop(): void {
    this.stopped = true;
    removeEventListener("online", this.hurry);
    clearTimeout(this.retry);
    clearTimeout(this.stale);
    this.socket?.close();
    this.socket = null;
  }

  /** Tells the service something that matters now or never. */
  say(frame: unknown): void {
    if (this.socket?.readyState === WebSocket.OPEN) {
      this.socket.send(JSON.stringify(frame));
    }
  }

  private hurry = (): void => {
    if (this.socket === null && !this.stopped) {
      clearTimeout(this.retry);
      void this.connect();
    }
  };

  private async connect(): Promise<void> {
    const token = await this.token();
    if (this.stopped || this.socket !== null) {
      return;
    }
    const query = this.position === null ? "" : `?position=${encodeURIComponent(this.position)}`;
    // Browsers set no headers here; Quarkus takes them from a subprotocol, so no token is in an URL.
    const header = encodeURIComponent(`quarkus-http-upgrade#Authorization#Bearer ${token}`);
    const socket = new WebSocket(this.url + query, ["threadline", header]);
    this.socket = socket;
    socket.onmessage = (message) => this.heard(JSON.parse(String(message.data)) as Frame);
    socket.onclose = (event) => this.lost(socket, event.code);
  }

  private heard(frame: Frame): void {
    const first = this.position === null;
    // Passing news, such as who is writing, have no place in the live view.
    this.position = frame.position ?? this.position;
    if (frame.type === "connected" || frame.type === "reset") {
      this.attempt = 0;
      clearTimeout(this.stale);
      this.stale = undefined;
      this.listener.onConnection("live");
      if (first || frame.type === "reset") {
        this.listener.onReset();
      }
    } else {
      this.listener.onFrame(frame);
    }
  }

  private lost(socket: WebSocket, code: number): void {
    if (socket !== this.socket || this.stopped) {
      return;
    }
    this.socket = null;
    if (code === 4400) {
      // The position is none that the service knows: begin anew.
      this.position = null;
    }
    this.stale ??= setTimeout(() => this.listener.onConnection("stale"), STALE_AFTER_MILLIS);
    this.retry = setTimeout(() => void this.connect(), backoffMillis(this.attempt++, Math.random()));
  }
}
