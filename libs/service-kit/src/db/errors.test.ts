import { describe, expect, it } from '@jest/globals';
import { errorCode, isDatabaseAway, isDatabaseBusy, isRetryable, isUnstorable, violates } from './errors.js';

const pgError = (code: string, more: object = {}) => Object.assign(new Error('pg'), { code, ...more });
const prismaError = (code: string, cause: object) =>
  Object.assign(new Error('prisma'), {
    code,
    meta: { driverAdapterError: Object.assign(new Error('adapter'), { cause }) },
  });

describe('errors of the database', () => {
  it('are known by their SQLSTATE, from pg and from Prisma', () => {
    expect(errorCode(pgError('23505'))).toBe('23505');
    expect(errorCode(prismaError('P2002', { originalCode: '23505' }))).toBe('23505');
    expect(errorCode(prismaError('P2034', { kind: 'TransactionWriteConflict' }))).toBe('P2034');
    expect([errorCode(new Error('x')), errorCode(null), errorCode('text')]).toEqual(['', '', '']);
  });

  it('name the constraint, from pg and from Prisma', () => {
    expect(violates(pgError('23505', { constraint: 'customer_vat_key' }), 'customer_vat_key')).toBe(true);
    const viaPrisma = prismaError('P2002', {
      originalCode: '23505',
      originalMessage: 'duplicate key value violates unique constraint "customer_vat_key"',
    });
    expect([violates(viaPrisma, 'customer_vat_key'), violates(viaPrisma, 'customer_vat')]).toEqual([
      true,
      false,
    ]);
    expect(violates(pgError('40001', { constraint: 'customer_vat_key' }), 'customer_vat_key')).toBe(false);
  });

  it.each(['ECONNREFUSED', 'ECONNRESET', '57P01', '57P03', '08006', '53300', '25006'])(
    '%s: it is away',
    (code) => {
      expect(isDatabaseAway(pgError(code))).toBe(true);
    },
  );

  it('that only a message tells apart', () => {
    expect(isDatabaseAway(new Error('Connection terminated unexpectedly'))).toBe(true);
    expect(isDatabaseAway(new Error('timeout exceeded when trying to connect'))).toBe(true);
    expect(isDatabaseAway(new AggregateError([pgError('ECONNREFUSED')]))).toBe(true);
    expect(isDatabaseAway(new Error('something else'))).toBe(false);
  });

  it('are worth another attempt, or tell that it is busy, or that a value does not fit', () => {
    expect(['40001', '40P01', '55P03', '22003', '23505'].map((code) => isRetryable(pgError(code)))).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
    expect(['40001', '55P03', '57014', '22003'].map((code) => isDatabaseBusy(pgError(code)))).toEqual([
      true,
      true,
      true,
      false,
    ]);
    expect(['22003', '22P05', '22001', '23505'].map((code) => isUnstorable(pgError(code)))).toEqual([
      true,
      true,
      true,
      false,
    ]);
  });
});
