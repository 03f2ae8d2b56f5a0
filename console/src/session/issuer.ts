import { session, type Tokens } from "./session";

/** What conversation-service says about the place where people log in. */
export interface Settings {
  /** URL of the OpenID Connect provider. */
  issuer: string;
  clientId: string;
}

interface Discovery {
  token_endpoint: string;
  authorization_endpoint: string;
  end_session_endpoint?: string;
  response_types_supported?: string[];
}

/** While the page itself is developed, the issuer is behind the development server. */
const reach = (url: string) => (import.meta.env.DEV ? new URL(url).pathname : url);

const PENDING = "threadline.login";

/**
 * The OpenID Connect provider. People are sent to it (authorisation code with PKCE, RFC 7636); the
 * local run's demo issuer has no pages, so the console asks for name and password itself there.
 */
export class Issuer {
  private constructor(
    private readonly settings: Settings,
    private readonly discovery: Discovery,
  ) {}

  static async find(): Promise<Issuer> {
    const settings = (await json("/console/settings.json")) as Settings;
    const discovery = (await json(reach(`${settings.issuer}/.well-known/openid-configuration`))) as Discovery;
    return new Issuer(settings, discovery);
  }

  get hasPages(): boolean {
    return this.discovery.response_types_supported?.includes("code") ?? true;
  }

  /** Name and password of a demo user; null when they do not belong together. */
  async withPassword(username: string, password: string): Promise<Tokens | null> {
    const response = await this.ask({ username, password });
    return response.ok ? ((await response.json()) as Tokens) : null;
  }

  /** Leaves for the provider's page, which comes back to where the person is now. */
  async leaveForPage(): Promise<void> {
    const verifier = random();
    const state = random();
    sessionStorage.setItem(PENDING, JSON.stringify({ verifier, state, place: location.pathname + location.search }));
    const query = new URLSearchParams({
      response_type: "code",
      client_id: this.settings.clientId,
      redirect_uri: redirectUri(),
      scope: "openid",
      state,
      code_challenge: await challengeOf(verifier),
      code_challenge_method: "S256",
    });
    location.assign(`${this.discovery.authorization_endpoint}?${query}`);
  }

  /** The tokens, when this page was opened by the provider with a code for us; else null. */
  async tokensOnReturn(): Promise<Tokens | null> {
    const query = new URLSearchParams(location.search);
    const pending = sessionStorage.getItem(PENDING);
    const code = query.get("code");
    if (code === null || pending === null) {
      return null;
    }
    sessionStorage.removeItem(PENDING);
    const { verifier, state, place } = JSON.parse(pending) as { verifier: string; state: string; place: string };
    if (state !== query.get("state")) {
      return null;
    }
    const response = await this.ask({
      grant_type: "authorization_code",
      code,
      redirect_uri: redirectUri(),
      client_id: this.settings.clientId,
      code_verifier: verifier,
    });
    history.replaceState(null, "", place);
    return response.ok ? ((await response.json()) as Tokens) : null;
  }

  /** Leaves for the provider's page that ends the session there too; false where it has none. */
  leaveForGood(): boolean {
    const { end_session_endpoint: end } = this.discovery;
    if (end !== undefined) {
      const query = new URLSearchParams({
        client_id: this.settings.clientId,
        post_logout_redirect_uri: redirectUri(),
      });
      location.assign(`${end}?${query}`);
    }
    return end !== undefined;
  }

  async refresh(refreshToken: string): Promise<Tokens> {
    const response = await this.ask({
      grant_type: "refresh_token",
      refresh_token: refreshToken,
      client_id: this.settings.clientId,
    });
    if (!response.ok) {
      throw new Error(`the issuer answered ${response.status} to a refresh`);
    }
    return (await response.json()) as Tokens;
  }

  private ask(form: Record<string, string>): Promise<Response> {
    return fetch(reach(this.discovery.token_endpoint), { method: "POST", body: new URLSearchParams(form) });
  }
}

/** Ends the session here and at the provider. */
export async function logOut(): Promise<void> {
  session.end();
  await Issuer.find().then(
    (issuer) => issuer.leaveForGood(),
    // Out here it is, even while the provider does not answer.
    () => false,
  );
}

function redirectUri(): string {
  return `${location.origin}/console/`;
}

function random(): string {
  return base64Url(crypto.getRandomValues(new Uint8Array(32)));
}

export async function challengeOf(verifier: string): Promise<string> {
  return base64Url(new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(verifier))));
}

function base64Url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

async function json(url: string): Promise<unknown> {
  const response = await fetch(url);
  if (!response.ok) {
    throw new Error(`${url} answered ${response.status}`);
  }
  return response.json();
}
