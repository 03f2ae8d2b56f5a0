/** Who works here, from the access token's claims. */
export interface Person {
  login: string;
  roles: string[];
}

/** What an issuer answers to a token request (RFC 6749, section 5.1). */
export interface Tokens {
  access_token: string;
  refresh_token?: string;
  expires_in?: number;
}

interface Kept {
  access: string;
  refresh: string | null;
  /** Milliseconds since 1970. */
  expiresAt: number;
}

const KEY = "threadline.session";
const REFRESH_BEFORE_MILLIS = 30_000;

/** Asks the issuer for new tokens; set by the part that knows the issuer. */
export type Refresh = (refreshToken: string) => Promise<Tokens>;

/**
 * The session of this tab. It is kept in sessionStorage: a reload keeps it, closing the tab ends it.
 */
class Session {
  private kept: Kept | null = read();
  private refreshing: Promise<void> | null = null;
  private listeners = new Set<() => void>();
  refresh: Refresh | null = null;

  /** The person, or null while nobody is logged in. The object stays the same while the person does. */
  person: Person | null = this.kept === null ? null : personOf(this.kept.access);

  begin(tokens: Tokens): void {
    this.keep(tokens);
    this.person = personOf(tokens.access_token);
    this.tell();
  }

  end(): void {
    if (this.kept !== null) {
      this.kept = null;
      this.person = null;
      sessionStorage.removeItem(KEY);
      this.tell();
    }
  }

  /** A token that is good for a while; renewed first when it is about to expire. */
  async token(): Promise<string> {
    if (this.kept?.refresh && this.refresh && Date.now() > this.kept.expiresAt - REFRESH_BEFORE_MILLIS) {
      const refresh = this.refresh;
      const token = this.kept.refresh;
      this.refreshing ??= refresh(token)
        .then((tokens) => this.keep(tokens), () => this.end())
        .finally(() => (this.refreshing = null));
      await this.refreshing;
    }
    return this.kept?.access ?? "";
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  private keep(tokens: Tokens): void {
    this.kept = {
      access: tokens.access_token,
      refresh: tokens.refresh_token ?? null,
      expiresAt: Date.now() + (tokens.expires_in ?? 3600) * 1000,
    };
    sessionStorage.setItem(KEY, JSON.stringify(this.kept));
  }

  private tell(): void {
    this.listeners.forEach((listener) => listener());
  }
}

function read(): Kept | null {
  const text = globalThis.sessionStorage?.getItem(KEY) ?? null;
  const kept = text === null ? null : (JSON.parse(text) as Kept);
  return kept !== null && (kept.refresh !== null || kept.expiresAt > Date.now()) ? kept : null;
}

/** The claims of a token. They are shown, never trusted: the services check the signature. */
export function personOf(token: string): Person {
  const part = (token.split(".")[1] ?? "").replaceAll("-", "+").replaceAll("_", "/");
  const bytes = Uint8Array.from(atob(part), (character) => character.charCodeAt(0));
  const claims = JSON.parse(new TextDecoder().decode(bytes)) as Record<string, unknown>;
  const login = claims.preferred_username ?? claims.sub;
  const roles = Array.isArray(claims.groups) ? claims.groups.map(String) : [];
  return { login: String(login), roles };
}

export const session = new Session();
