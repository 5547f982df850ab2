import type { billingOperations } from '@closeout/contracts/http/billing';

export type OperationId = keyof typeof billingOperations;

/** Records that bodies can refer to. */
export interface Given {
  customerId: string;
  invoiceId: string;
}

export interface BadBody {
  operation: OperationId;
  what: string;
  /** What differs from a good body; or, of `whole`, the body itself. */
  change: object;
  /** The place that must be named; null where there is none to name. */
  pointer: string | null;
  code: string;
}

class Whole {
  constructor(readonly body: unknown) {}
}

export const whole = (body: unknown): object => new Whole(body);

export function bodyOf(bad: BadBody, good: object): unknown {
  return bad.change instanceof Whole ? bad.change.body : { ...good, ...bad.change };
}

type Row = [what: string, change: object, pointer: string | null, code?: string];

export const bad = (operation: OperationId, rows: Row[]): BadBody[] =>
  rows.map(([what, change, pointer, code = 'invalid-request']) => ({
    operation,
    what,
    change,
    pointer,
    code,
  }));

export const line = (more: object = {}) => ({
  description: 'Work',
  quantity: '1',
  unitPrice: '10.00',
  ...more,
});

export const huge = 'x'.repeat(20_000);
