import { isTimeZone } from '@closeout/contracts/dates';
import { serviceNames, urlVariable, type ServiceName, type UrlVariable } from '@closeout/contracts/services';
import { z } from 'zod';

const url = (description: string) => z.url({ error: 'expected a URL' }).meta({ description });

/** An environment variable that is set to nothing is not set. */
const optional = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema.optional());

const common = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535),
  HOST: z.string().min(1).default('127.0.0.1'),
  DATABASE_URL: url('PostgreSQL, this service’s own database'),
  AMQP_URL: url('RabbitMQ'),
  SERVICE_SECRET: z.string().min(32, 'expected at least 32 characters'),
  JWKS_URL: optional(url('The keys that access tokens are verified with')),
  TOKEN_ISSUER: z.string().min(1).default('closeout'),
  NAMESPACE: z
    .string()
    .regex(/^[\w.-]*$/, 'expected letters, digits, dots, hyphens')
    .default(''),
  METRICS_TOKEN: optional(z.string().min(16, 'expected at least 16 characters')),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
  /** The commit that was built; shown in the metric `closeout_build_info`. */
  BUILD_REVISION: z.string().max(100).default('unknown'),
  /** How often the other services are asked whether they have seen more of this one's event log than there is. */
  EVENT_LOG_CHECK_SECONDS: z.coerce.number().min(0.1).max(3600).default(60),
  /** Whose calendar decides today's date: of documents, of their series' years, of what is overdue. */
  SELLER_TIME_ZONE: optional(
    z.string().refine(isTimeZone, 'expected a time zone, such as Europe/Berlin'),
  ).transform((zone) => zone ?? 'UTC'),
  /** Of one caller who comes to this service directly, by each replica; the gateway counts its own. */
  CALLS_PER_MINUTE: z.coerce.number().int().min(1).default(60_000),
  /** Open at once from one address; 0: any number, for a service behind a proxy. */
  CONNECTIONS_PER_ADDRESS: z.coerce.number().int().min(0).default(500),
  /** Refuses to start unless PostgreSQL, RabbitMQ and the mail server are reached by TLS, with certificates that are verified. */
  REQUIRE_TLS: z
    .enum(['0', '1'])
    .default('0')
    .transform((value) => value === '1'),
  DATABASE_POOL: z.coerce.number().int().min(1).max(100).default(6),
  OTEL_EXPORTER_OTLP_ENDPOINT: optional(url('Where traces are sent; none are made unless it is set')),
});

/** The others’ addresses: every service asks all others how much of its event log they have seen. */
function peerUrls<Own extends ServiceName>(own: Own) {
  const peers = serviceNames.filter((name) => name !== own);
  return Object.fromEntries(peers.map((name) => [urlVariable(name), url(`Base URL of ${name}`)])) as Record<
    UrlVariable<Exclude<ServiceName, Own>>,
    z.ZodURL
  >;
}

/** What a service reads from its environment, whatever it does: `kitConfig('billing').extend({ … })`. */
export const kitConfig = <Own extends ServiceName>(own: Own) => common.extend(peerUrls(own));
export type KitConfig = z.output<typeof common> & { readonly [Name in UrlVariable]?: string };

/** @throws Error with one message that names every variable that is missing or wrong */
export function readConfig<S extends z.ZodType>(
  schema: S,
  env: Record<string, string | undefined>,
): z.output<S> {
  const result = schema.safeParse(env);
  if (result.success) return result.data;
  const lines = result.error.issues.map((issue) => {
    const name = issue.path.map(String).join('.');
    return env[name] === undefined ? `  ${name} is not set` : `  ${name}: ${issue.message}`;
  });
  throw new Error(`The environment of this service is not complete:\n${[...new Set(lines)].join('\n')}`);
}
