import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { billingEvents } from '@closeout/contracts/events/billing';
import { billingOperations } from '@closeout/contracts/http/billing';
import { sellerClock, systemClock } from '@closeout/service-kit/db';
import { subscriptions } from '../src/subscriptions.js';

const service = new URL('../', import.meta.url);
const readme = readFileSync(new URL('README.md', service), 'utf8');
const common = new Set(['stale-version']);

/** Codes as the sources throw them: the string after conflict(, invalid(, DomainError('kind', … */
function thrownCodes(): Set<string> {
  const codes = new Set<string>();
  for (const file of readdirSync(new URL('src', service), { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.ts') || file.endsWith('.test.ts') || file.includes('generated')) continue;
    const source = readFileSync(new URL(`src/${file}`, service), 'utf8');
    for (const [, code] of source.matchAll(/(?:conflict|invalid|wrongLine)\(\s*'([a-z-]+)'/g))
      codes.add(code!);
    for (const [, code] of source.matchAll(/new DomainError\('[a-z-]+', '([a-z-]+)'/g)) codes.add(code!);
  }
  return codes;
}

it('the README names every error code that the service throws or promises', () => {
  const promised = Object.values(billingOperations).flatMap((operation) => [...operation.errors]);
  const thrown = thrownCodes();
  expect(thrown.size).toBeGreaterThan(10);
  const missing = [...new Set([...promised, ...thrown])].filter(
    (code) => !common.has(code) && !readme.includes(`\`${code}\``),
  );
  expect(missing).toEqual([]);
});

it('the README names every event in and out', () => {
  const types = [
    ...Object.values(billingEvents).map(({ type }) => type),
    ...Object.keys(subscriptions(sellerClock(systemClock, 'UTC'), 'main')),
  ];
  expect(types.filter((type) => !readme.includes(`\`${type}\``))).toEqual([]);
});
