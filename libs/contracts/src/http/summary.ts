import { z } from 'zod';
import { Amount, Currency, Day, Id } from '../fields.js';

/** Amounts of different currencies are never added: a sum for each. */
export const Sum = z.object({ currency: Currency, amount: Amount });

export const Month = z
  .string()
  .regex(/^\d{4}-(0[1-9]|1[0-2])$/)
  .meta({ description: 'Calendar month', examples: ['2026-01'] });

/** One of the records that wait, or the project that they wait in. */
export const WaitingRecord = z.object({
  id: Id,
  number: z.string().nullable().meta({ description: 'null for a draft' }),
  title: z.string().meta({ description: 'Of a project its title, of a document its customer’s name' }),
  count: z.int().meta({ description: 'How many wait in it' }),
  currency: Currency,
  amount: Amount.nullable().meta({ description: 'null where it is not about money' }),
  since: Day.nullable(),
});
export type WaitingRecord = z.infer<typeof WaitingRecord>;

/** Something that waits for the caller, who may do what it waits for; left out where nothing does. */
export function waitingLine<Code extends string>(codes: readonly [Code, ...Code[]]) {
  return z.object({
    code: z.enum(codes),
    count: z.int().min(1),
    amounts: z.array(Sum).meta({ description: 'By currency; empty where it is not about money' }),
    hours: z
      .string()
      .nullable()
      .meta({ description: 'Where it is about hours', examples: ['7.50'] }),
    records: z.array(WaitingRecord).meta({ description: 'The first five, the longest waiting first' }),
  });
}
