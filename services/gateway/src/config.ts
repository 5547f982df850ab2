import { kitConfig } from '@closeout/service-kit/service';
import { z } from 'zod';

const flag = z
  .enum(['0', '1'])
  .default('0')
  .transform((value) => value === '1');
const seconds = (standard: number) => z.coerce.number().min(0).default(standard);
const count = (standard: number) => z.coerce.number().int().min(1).default(standard);
const optional = z
  .string()
  .trim()
  .transform((value) => value || undefined)
  .optional();

const variables = kitConfig('gateway').extend({
  KEY_SECRET: z.string().min(32, 'at least 32 characters'),
  ADMIN_EMAIL: optional,
  ADMIN_PASSWORD: optional,
  DEMO_ACCOUNTS: flag,

  /** Where people open Closeout in their browser: pages of no other origin may change anything with a session cookie. */
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).default('http://localhost:8080'),

  OIDC_ISSUER: optional,
  OIDC_AUDIENCE: optional,
  OIDC_ROLE_CLAIM: z.string().min(1).default('roles'),
  LOCAL_LOGIN: flag,

  /** How many proxies stand in front: the client's address is that many places from the right in X-Forwarded-For. */
  TRUST_PROXY: z.coerce.number().int().min(0).max(10).default(0),
  CORS_ORIGINS: z
    .string()
    .default('')
    .transform((list) =>
      list
        .split(',')
        .map((origin) => origin.trim())
        .filter(Boolean),
    ),

  ACCESS_TOKEN_SECONDS: count(600),
  KEY_LEAD_SECONDS: seconds(45),
  KEY_MAX_AGE_DAYS: count(30),

  /** 100 a second: two cores do several times as many, so that one caller cannot take them from all others. */
  RATE_LIMIT_PER_MINUTE: count(6_000),
  RATE_LIMIT_STRANGERS_PER_MINUTE: count(600),
  RATE_LIMIT_PAGES_PER_MINUTE: count(6_000),
  SIGN_IN_FAILURES: count(10),

  PROXY_CONNECTIONS: count(32),
  PROXY_TIMEOUT_MS: count(30_000),
  PROXY_RETRY_AFTER_MS: count(2_000),

  CALLS_AT_ONCE: count(8),
  EXPORTS_AT_ONCE: count(6),
});

/** The gateway's environment; what each variable does stands in the README. */
export const gatewayConfig = variables.refine((env) => !env.OIDC_ISSUER || env.OIDC_AUDIENCE, {
  path: ['OIDC_AUDIENCE'],
  message: 'needed with OIDC_ISSUER: tokens made for other programs are not to be taken',
});
export type GatewayConfig = z.output<typeof gatewayConfig>;
