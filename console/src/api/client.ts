import { session } from "../session/session";

/** What the API refuses: an RFC 9457 problem document, or a network that does not answer (status 0). */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly detail: string,
    readonly members: Record<string, unknown> = {},
  ) {
    super(detail);
  }

  /** True when the same request may succeed a little later. */
  get isPassing(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

export interface Call {
  query?: Record<string, string | number | undefined>;
  body?: unknown;
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

/** Calls the API as the person who is logged in; throws a Problem for everything but 2xx. */
export async function call<T>(method: string, path: string, options: Call = {}): Promise<T> {
  const response = await send(method, path, options);
  if (response.status === 401) {
    session.end();
  }
  if (!response.ok) {
    throw await problemOf(response);
  }
  return (response.status === 204 ? undefined : await response.json()) as T;
}

/** Sends a file as it is. */
export const upload = <T>(path: string, file: File) =>
  call<T>("POST", path, { body: file, headers: { "Content-Type": file.type || "application/octet-stream" } });

export const get = <T>(path: string, query?: Call["query"], signal?: AbortSignal) =>
  call<T>("GET", path, { query, signal });

export const post = <T>(path: string, body?: unknown, headers?: Call["headers"]) =>
  call<T>("POST", path, { body, headers });

export const put = <T>(path: string, body: unknown) => call<T>("PUT", path, { body });

async function send(method: string, path: string, { query, body, headers, signal }: Call): Promise<Response> {
  const token = await session.token();
  const pairs = Object.entries(query ?? {}).filter((pair): pair is [string, string | number] => pair[1] !== undefined);
  const search = new URLSearchParams(pairs.map(([key, value]) => [key, String(value)])).toString();
  try {
    return await fetch(search === "" ? path : `${path}?${search}`, {
      method,
      signal,
      headers: {
        Accept: "application/json, application/problem+json",
        Authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { "Content-Type": "application/json" }),
        ...headers,
      },
      body: body === undefined || body instanceof Blob ? (body as Blob | undefined) : JSON.stringify(body),
    });
  } catch (error) {
    if (signal?.aborted) {
      throw error;
    }
    throw new Problem(0, "unreachable", String(error));
  }
}

async function problemOf(response: Response): Promise<Problem> {
  const document = (await response.json().catch(() => ({}))) as Record<string, unknown>;
  const { code, detail, title } = document as Record<string, string | undefined>;
  return new Problem(response.status, code ?? "unknown", detail ?? title ?? response.statusText, document);
}
