import { expect, it } from '@jest/globals';
import { agrees, comparedVersions, countingVersion, differenceOf, waitingVersion } from './orderFigures.js';
import type { OrderVersion } from './orderQueries.js';

const drawn = (ordered: string, invoiced: string, received: string) => ({
  ...{ ordered, invoiced, received },
  left: '0',
});

it('an order agrees when all of it is invoiced and received, or received without one invoice', () => {
  expect(agrees(drawn('8000.00', '8000.00', '8000.00'))).toBe(true);
  expect(agrees(drawn('8000.00', '0.00', '8000.00'))).toBe(true);
  expect(agrees(drawn('8000.00', '8000.00', '7999.99'))).toBe(false);
  expect(agrees(drawn('8000.00', '0.00', '0.00'))).toBe(false);
});

it('a difference is that to the invoices, and to the receipts where the invoices agree or are none', () => {
  expect(differenceOf(drawn('8000.00', '7500.00', '7000.00'))).toBe('500.00');
  expect(differenceOf(drawn('8000.00', '8000.00', '7000.00'))).toBe('1000.00');
  expect(differenceOf(drawn('8000.00', '0.00', '7000.00'))).toBe('1000.00');
  expect(differenceOf(drawn('8000.00', '9000.00', '0.00'))).toBe('-1000.00');
});

it('versions are compared as asked for; otherwise the latest with the one that it is to replace', () => {
  const version = (no: number, status: OrderVersion['status']) => ({ no, status }) as OrderVersion;
  const versions = [version(1, 'APPROVED'), version(2, 'REJECTED'), version(3, 'DIRECTION_PENDING')];
  expect(comparedVersions({ versions }, null)).toEqual({ from: 1, to: 3 });
  expect(comparedVersions({ versions }, '2-3')).toEqual({ from: 2, to: 3 });
  expect(comparedVersions({ versions }, '2-9')).toEqual({ from: 1, to: 3 });
  expect(comparedVersions({ versions: versions.slice(0, 1) }, null)).toEqual({ from: 1, to: 1 });
  expect([waitingVersion({ versions })?.no, countingVersion({ versions })?.no]).toEqual([3, 1]);
});
