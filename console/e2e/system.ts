/** The system under test, from outside: customers, agents, and what only tests may do. */

const address = process.env.THREADLINE_URL ?? "http://localhost:8080";

/** Where ConsoleTest takes orders to end a process; absent when the tests run by hand. */
const control = process.env.THREADLINE_CONTROL;

export const URLS = { console: `${address}/console/` };

/** Waits until something is so. */
export async function until<T>(what: string, look: () => Promise<T | undefined | false>, millis = 30_000): Promise<T> {
  const end = Date.now() + millis;
  for (;;) {
    const found = await look().catch(() => undefined);
    if (found) {
      return found;
    }
    if (Date.now() > end) {
      throw new Error(`${what}: not within ${millis} ms`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const tokens = new Map<string, Promise<string>>();

export function token(login: string): Promise<string> {
  const form = new URLSearchParams({ username: login, password: `${login}-demo` });
  const known =
    tokens.get(login) ??
    fetch(`${address}/auth/token`, { method: "POST", body: form })
      .then((response) => response.json())
      .then((answer: { access_token: string }) => answer.access_token);
  tokens.set(login, known);
  return known;
}

/** Calls the API as somebody. */
export async function api<T>(login: string, method: string, path: string, body?: unknown): Promise<T> {
  const response = await fetch(address + path, {
    method,
    headers: { Authorization: `Bearer ${await token(login)}`, "Content-Type": "application/json" },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  if (!response.ok) {
    throw new Error(`${method} ${path} answered ${response.status}: ${await response.text()}`);
  }
  return (response.status === 204 ? undefined : await response.json()) as T;
}

interface TicketItem {
  id: string;
  customerId: string;
  status: string;
  assignee: string | null;
}

let customers = 0;

/** A customer with a phone number that nobody has used before. */
export class Customer {
  readonly phone = `+1415555${String(2000 + ((Date.now() / 1000) % 5000 | 0) + customers++).padStart(4, "0")}`;

  /** Writes by SMS, or by WhatsApp with the name that their profile has. */
  async writes(text: string, channel: "sms" | "whatsapp" = "sms"): Promise<void> {
    const response = await fetch(`${address}/sim/customers/${channel}/messages`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ from: this.phone, text, name: "Rivke Gold" }),
    });
    if (!response.ok) {
      throw new Error(`the simulator answered ${response.status}`);
    }
  }

  /** The customer's newest ticket, once there is one. */
  ticket(): Promise<TicketItem> {
    return until(`a ticket of ${this.phone}`, async () => {
      const path = `/api/customers?address=${encodeURIComponent(this.phone)}`;
      const [customer] = (await api<{ items: { id: string }[] }>("supervisor", "GET", path)).items;
      return (
        customer &&
        (await api<{ items: TicketItem[] }>("supervisor", "GET", `/api/tickets?customer=${customer.id}`)).items[0]
      );
    });
  }

  /** What arrived on their phone. */
  async received(channel = "sms"): Promise<string[]> {
    const { items } = await api<{ items: { to: string; text: string }[] }>("admin", "GET", `/sim/sent?channel=${channel}`);
    return items.filter((item) => item.to.includes(this.phone)).map((item) => item.text);
  }
}

export const presence = (login: string, state: string) => api(login, "PUT", "/api/agents/me/presence", { state });

/** Nobody is at work, nothing waits, and the providers behave. */
export async function emptyDesk(): Promise<void> {
  await api("admin", "POST", "/sim/faults", { clear: true });
  await Promise.all(["agent1", "agent2"].map((login) => presence(login, "offline")));
  const path = "/api/tickets?status=new,open,pending,on_hold&limit=100";
  for (const ticket of (await api<{ items: TicketItem[] }>("supervisor", "GET", path)).items) {
    await api("supervisor", "POST", `/api/tickets/${ticket.id}/resolve`);
  }
}

/** Ends a process of the system as kill -9 does; false where nobody takes the order. */
export async function kill(child: string): Promise<boolean> {
  return control !== undefined && (await fetch(`${control}/kill/${child}`, { method: "POST" })).ok;
}
