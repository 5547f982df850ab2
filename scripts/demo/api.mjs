/**
 * A small client of the public API for the demo. Every POST carries an Idempotency-Key made of its
 * story's name, so that a load which was interrupted can simply run again: what was done is answered
 * once more and not done twice.
 */
export const demoPassword = 'closeout-demo';

/** @param {string} baseUrl the gateway, e.g. http://localhost:8080 */
export async function signIn(baseUrl, email, password = demoPassword) {
  const { accessToken } = await call(baseUrl, 'POST', '/auth/login', { body: { email, password } });
  const as = (method) => (path, body, key) => call(baseUrl, method, path, { body, key, token: accessToken });
  return { get: as('GET'), post: as('POST'), patch: as('PATCH') };
}

async function call(baseUrl, method, path, { body, key, token }) {
  for (let attempt = 1; ; attempt += 1) {
    const response = await fetch(`${baseUrl}/api/v1${path}`, {
      method,
      headers: {
        accept: 'application/json',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        ...(key ? { 'idempotency-key': key } : {}),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await response.text();
    if (response.ok) return text === '' ? undefined : JSON.parse(text);
    const retryAfter = Number(response.headers.get('retry-after') ?? 1);
    if (![429, 503].includes(response.status) || attempt === 10) {
      throw new Error(`${method} ${path} answered ${response.status}: ${text}`);
    }
    await new Promise((resolve) => setTimeout(resolve, Math.min(retryAfter, 5) * 1000));
  }
}
