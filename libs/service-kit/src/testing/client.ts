export interface Reply {
  status: number;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests look into answers of every shape
  body: any;
  headers: Headers;
  /** The body as it came. */
  bytes: Buffer;
}

export type Headers_ = Record<string, string>;

export interface TestClient {
  get(path: string, headers?: Headers_, signal?: AbortSignal): Promise<Reply>;
  post(path: string, body?: unknown, headers?: Headers_): Promise<Reply>;
  put(path: string, body?: unknown, headers?: Headers_): Promise<Reply>;
  patch(path: string, body?: unknown, headers?: Headers_): Promise<Reply>;
  delete(path: string, headers?: Headers_): Promise<Reply>;
  /** The same client with another caller's token; none without. */
  as(token?: string): TestClient;
}

/** Speaks JSON to a service under test. Paths are taken as they are: `/api/v1/projects`. */
export function client(baseUrl: string, token?: string): TestClient {
  async function send(
    method: string,
    path: string,
    body: unknown,
    extra: Headers_ = {},
    signal?: AbortSignal,
  ): Promise<Reply> {
    const headers: Headers_ = { ...(token && { authorization: `Bearer ${token}` }), ...extra };
    if (body !== undefined) headers['content-type'] ??= 'application/json';
    const response = await fetch(baseUrl + path, {
      method,
      headers,
      body: body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body),
      redirect: 'manual',
      signal,
    });
    const bytes = Buffer.from(await response.arrayBuffer());
    const text = bytes.toString();
    const isJson = /[/+]json/.test(response.headers.get('content-type') ?? '');
    return {
      status: response.status,
      body: isJson && text !== '' ? (JSON.parse(text) as unknown) : text,
      headers: response.headers,
      bytes,
    };
  }

  return {
    get: (path, headers, signal) => send('GET', path, undefined, headers, signal),
    post: (path, body, headers) => send('POST', path, body, headers),
    put: (path, body, headers) => send('PUT', path, body, headers),
    patch: (path, body, headers) => send('PATCH', path, body, headers),
    delete: (path, headers) => send('DELETE', path, undefined, headers),
    as: (other) => client(baseUrl, other),
  };
}
