import { z } from 'zod';
import { Id, Instant, lineOfText, secret } from '../../fields.js';
import { defineOperation } from '../operation.js';
import { permissions } from '../../permissions.js';
import { limits } from '../../limits.js';

export const Tokens = z.object({
  accessToken: z.string().meta({ description: 'Goes into `Authorization: Bearer …`' }),
  refreshToken: z
    .string()
    .meta({ description: 'Good for one `POST /auth/refresh`, which gives the next one' }),
  expiresIn: z.int().meta({ description: 'Seconds until the access token expires', examples: [600] }),
});
export type Tokens = z.infer<typeof Tokens>;

export const exampleTokens: Tokens = {
  accessToken: 'eyJhbGciOiJFUzI1NiJ9…',
  refreshToken: 'cor_Zb0…',
  expiresIn: 600,
};

/** Length is what counts (NIST SP 800-63B, 3.1.1.2); no rules about kinds of characters. What is tried first is refused. */
export const NewPassword = z
  .string()
  .min(limits.user.shortestPassword, 'a password has at least 10 characters')
  .max(limits.user.password)
  .meta({
    format: 'password',
    description:
      'At least 10 characters. Refused as `password-guessable`: common passwords, one’s own address and name, blanks.',
  });

const Credentials = z.strictObject({
  email: lineOfText(limits.user.email).normalize('NFC'),
  password: secret(1000),
  newPassword: NewPassword.optional().meta({
    description:
      'The password from now on. Needed where somebody else chose the present one (403 `password-change-required`); other sessions end.',
  }),
});

export const login = defineOperation({
  id: 'login',
  record: 'session',
  service: 'gateway',
  method: 'post',
  path: '/auth/login',
  tag: 'Sign-in',
  summary: 'Sign in',
  description:
    'Wrong passwords are counted by account, device and network; too many are answered 429 with Retry-After. Where a second factor is set up, the answer to the right password is 401 `second-factor-required`, with a `challenge` for `POST /auth/login/second-factor` and the `methods` that complete it; where a role asks for one and none is set up, 403 `second-factor-setup-required` with a `challenge`.',
  access: 'public',
  body: Credentials,
  status: 200,
  answer: Tokens,
  errors: [
    'sign-in-failed',
    'local-sign-in-off',
    'password-change-required',
    'password-guessable',
    'second-factor-required',
    'second-factor-setup-required',
    'too-many-requests',
  ],
  examples: [
    {
      summary: 'The demo’s finance account',
      request: { email: 'finance@closeout.test', password: 'closeout-demo' },
      response: exampleTokens,
    },
  ],
});

export const refresh = defineOperation({
  id: 'refresh',
  record: 'session',
  service: 'gateway',
  method: 'post',
  path: '/auth/refresh',
  tag: 'Sign-in',
  summary: 'Exchange a refresh token for new tokens',
  description:
    'Each refresh token works once. One that is used a second time ends the whole session, because one of its two holders is a thief.',
  access: 'public',
  body: z.strictObject({ refreshToken: secret(500) }),
  status: 200,
  answer: Tokens,
  errors: ['refresh-token-invalid', 'refresh-token-reused', 'too-many-requests'],
  examples: [{ summary: 'Refresh', request: { refreshToken: 'cor_Zb0…' }, response: exampleTokens }],
});

export const Me = z.object({
  kind: z.enum(['user', 'api-key']),
  user: z.object({
    id: Id,
    name: z.string(),
    email: z.string().nullable().meta({ description: 'null for an API key' }),
    clearance: z.int().min(0).max(limits.securityLevel),
  }),
  roles: z.array(z.object({ key: z.string(), name: z.string() })),
  permissions: z.array(z.string()).meta({ description: 'Those that the present token carries' }),
});
export type Me = z.infer<typeof Me>;

export const exampleMe: Me = {
  kind: 'user',
  user: {
    id: '0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b11',
    name: 'Fiona Finance',
    email: 'finance@closeout.test',
    clearance: 9,
  },
  roles: [{ key: 'finance', name: 'Finance' }],
  permissions: permissions.filter((permission) => permission.startsWith('invoices.')),
};

export const openSession = defineOperation({
  id: 'openSession',
  record: 'session',
  service: 'gateway',
  method: 'post',
  path: '/auth/session',
  tag: 'Sign-in',
  summary: 'Sign in with a cookie, for the web UI',
  description:
    'No token is given out: the answer sets a cookie that no script can read, and every call that brings it is answered ' +
    'as with a token. It ends after 12 hours without a call, after 7 days in any case, and with `POST /auth/logout`. ' +
    'This call, and all calls with the cookie that change something, must come from the page at the public address ' +
    'and carry `X-Requested-With: closeout`. A second factor is asked for as by `POST /auth/login`; `POST /auth/session/second-factor` is the second step.',
  access: 'public',
  body: Credentials,
  status: 200,
  answer: Me,
  errors: [
    'sign-in-failed',
    'local-sign-in-off',
    'password-change-required',
    'password-guessable',
    'second-factor-required',
    'second-factor-setup-required',
    'too-many-requests',
    'cross-site-request',
    'request-header-missing',
  ],
  examples: [
    {
      summary: 'The demo’s finance account',
      request: { email: 'finance@closeout.test', password: 'closeout-demo' },
      response: exampleMe,
    },
  ],
});

export const getSession = defineOperation({
  id: 'getSession',
  service: 'gateway',
  method: 'get',
  path: '/auth/session',
  tag: 'Sign-in',
  summary: 'Who is signed in, if anybody is',
  description: 'As `GET /me`, but a stranger is answered null and no error: for pages that anybody may open.',
  access: 'public',
  status: 200,
  answer: z.object({ me: Me.nullable() }),
  errors: [],
  examples: [
    { summary: 'A finance user', response: { me: exampleMe } },
    { summary: 'Nobody', response: { me: null } },
  ],
});

export const logout = defineOperation({
  id: 'logout',
  record: 'session',
  service: 'gateway',
  method: 'post',
  path: '/auth/logout',
  tag: 'Sign-in',
  summary: 'Sign out: the session’s tokens are refused from now on',
  description:
    'The session is that of the access token or the cookie, or of the refresh token where neither counts any more. A cookie is taken back.',
  access: 'public',
  body: z.strictObject({ refreshToken: secret(500).optional() }),
  status: 204,
  errors: ['unauthenticated'],
});

export const getMe = defineOperation({
  id: 'getMe',
  service: 'gateway',
  method: 'get',
  path: '/me',
  tag: 'Sign-in',
  summary: 'Who I am, my roles and permissions',
  access: 'signed-in',
  status: 200,
  answer: Me,
  errors: [],
  examples: [{ summary: 'A finance user', response: exampleMe }],
});

export const changePassword = defineOperation({
  id: 'changePassword',
  record: 'user',
  service: 'gateway',
  method: 'post',
  path: '/me/password',
  tag: 'Sign-in',
  summary: 'Change my password; my other sessions end at once',
  access: 'signed-in',
  peopleOnly: true,
  body: z.strictObject({ currentPassword: secret(1000), newPassword: NewPassword }),
  status: 204,
  errors: ['password-wrong', 'password-guessable', 'no-local-password', 'too-many-requests'],
});

export const OwnSession = z.object({
  id: Id,
  current: z.boolean().meta({ description: 'The one that asks' }),
  kind: z
    .enum(['browser', 'program'])
    .meta({ description: 'Whether it goes on by a cookie or by refresh tokens' }),
  program: z.string().nullable().meta({ description: 'Its `User-Agent` at the sign-in' }),
  address: z.string().nullable().meta({ description: 'From where it was signed in' }),
  createdAt: Instant,
  lastUsedAt: Instant.meta({ description: 'To within a few minutes' }),
  expiresAt: Instant.meta({ description: 'If it is not used until then' }),
});
export type OwnSession = z.infer<typeof OwnSession>;

export const listMySessions = defineOperation({
  id: 'listMySessions',
  service: 'gateway',
  method: 'get',
  path: '/me/sessions',
  tag: 'Sign-in',
  summary: 'Where I am signed in, the latest first',
  access: 'signed-in',
  peopleOnly: true,
  status: 200,
  answer: z.object({ items: z.array(OwnSession) }),
  errors: [],
  examples: [
    {
      summary: 'One browser',
      response: {
        items: [
          {
            id: '0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b14',
            current: true,
            kind: 'browser',
            program: 'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0',
            address: '192.0.2.17',
            createdAt: '2026-01-31T09:30:00.000Z',
            lastUsedAt: '2026-01-31T11:05:00.000Z',
            expiresAt: '2026-01-31T23:05:00.000Z',
          },
        ],
      },
    },
  ],
});

export const endMySession = defineOperation({
  id: 'endMySession',
  record: 'session',
  service: 'gateway',
  method: 'post',
  path: '/me/sessions/{id}/end',
  tag: 'Sign-in',
  summary: 'Sign out one of my sessions: its tokens are refused from now on',
  access: 'signed-in',
  peopleOnly: true,
  params: z.strictObject({ id: Id }),
  status: 204,
  errors: ['session-not-found'],
});

export const endMyOtherSessions = defineOperation({
  id: 'endMyOtherSessions',
  record: 'user',
  service: 'gateway',
  method: 'post',
  path: '/me/sessions/end-others',
  tag: 'Sign-in',
  summary: 'Sign out everywhere else',
  access: 'signed-in',
  peopleOnly: true,
  status: 204,
  errors: [],
});

export const sessionOperations = {
  login,
  refresh,
  openSession,
  getSession,
  logout,
  getMe,
  changePassword,
  listMySessions,
  endMySession,
  endMyOtherSessions,
} as const;
