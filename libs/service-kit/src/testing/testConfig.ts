import { addresses } from '@closeout/contracts/services';

/** The environment of a service under test: everything it must have, unless the test says otherwise. A port where nobody listens stands for a peer that is away. */
export function testConfig(
  overrides: Record<string, string | number | undefined> = {},
): Record<string, string | undefined> {
  const nowhere = 'http://127.0.0.1:1';
  const env: Record<string, string | number | undefined> = {
    PORT: '0',
    HOST: '127.0.0.1',
    DATABASE_URL: process.env['TEST_DATABASE_URL'],
    AMQP_URL: process.env['TEST_AMQP_URL'] ?? 'amqp://127.0.0.1:1',
    ...addresses(() => nowhere),
    SERVICE_SECRET: testSecret,
    METRICS_TOKEN: testMetricsToken,
    LOG_LEVEL: process.env['TEST_LOG_LEVEL'] ?? 'silent',
    DATABASE_POOL: '4',
    ...overrides,
  };
  return Object.fromEntries(Object.entries(env).map(([name, value]) => [name, value?.toString()]));
}

export const testSecret = 'a secret that only tests know, 32 characters and more';

export const testMetricsToken = 'only-monitors-in-tests-know-this';
