import { isIP } from 'node:net';
import type { KitConfig } from './config.js';

/**
 * Keeps a service from starting that would speak to PostgreSQL or RabbitMQ so that others can listen, or pretend to be them.
 * Which authorities are trusted is Node's to know: the public ones, and those in NODE_EXTRA_CA_CERTS.
 *
 * @throws Error that says what the addresses have to be like
 */
export function requireTls(config: Pick<KitConfig, 'REQUIRE_TLS' | 'DATABASE_URL' | 'AMQP_URL'>): void {
  if (!config.REQUIRE_TLS) return;
  const faults: string[] = [];
  if (!isVerifiedDatabase(new URL(config.DATABASE_URL)))
    faults.push(
      '  DATABASE_URL: expected the server’s name (no IP address) and ?sslmode=verify-full, without other parameters of TLS but sslrootcert',
    );
  if (new URL(config.AMQP_URL).protocol !== 'amqps:') faults.push('  AMQP_URL: expected amqps://');
  throwIfAny(faults);
}

/** @throws Error with everything that is wrong */
export function throwIfAny(faults: readonly string[]): void {
  if (faults.length > 0)
    throw new Error(`REQUIRE_TLS is set, and these addresses are not safe:\n${faults.join('\n')}`);
}

/** The driver compares the certificate with a name only, and takes the last of repeated parameters. */
function isVerifiedDatabase({ hostname, searchParams }: URL): boolean {
  const modes = searchParams.getAll('sslmode');
  const others = ['ssl', 'uselibpqcompat', 'sslnegotiation', 'host', 'hostaddr'];
  return (
    hostname !== '' &&
    isIP(hostname.replace(/^\[|\]$/g, '')) === 0 &&
    modes.length === 1 &&
    modes[0] === 'verify-full' &&
    !others.some((name) => searchParams.has(name))
  );
}
