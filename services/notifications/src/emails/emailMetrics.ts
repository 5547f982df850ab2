import { counter, gauge } from '@closeout/service-kit/observability';
import type { Kit } from '@closeout/service-kit/service';
import { type AliasableExpression, type Expression, type ExpressionBuilder, sql } from 'kysely';
import type { DB } from '../generated/kysely/types.js';
import { tables } from '../tables.js';
import type { Outcome } from './email.js';

export interface EmailMetrics {
  attempted(outcome: Outcome): void;
}

/** How attempts end, and how long the queue is. */
export function emailMetrics({ db, metrics }: Pick<Kit, 'db' | 'metrics'>): EmailMetrics {
  const attempts = counter(metrics, 'email_attempts_total', 'Attempts to hand an e-mail to the mail server', [
    'outcome',
  ]);
  gauge(metrics, 'emails_queued', 'E-mails that wait to be sent', [], async (metric) => {
    // NaN: the database cannot be asked now, and the other metrics are wanted all the same.
    metric.set(await queued((eb) => eb.fn.countAll<bigint>()).catch(() => NaN));
  });
  gauge(metrics, 'email_queue_age_seconds', 'How long the oldest e-mail has waited', [], async (metric) => {
    metric.set(await queued(({ ref }) => age(ref('queued_at'))).catch(() => NaN));
  });

  const age = (since: Expression<Date>) =>
    sql<string>`coalesce(extract(epoch FROM now() - min(${since})), 0)`;

  async function queued(
    value: (eb: ExpressionBuilder<DB, 'email'>) => AliasableExpression<bigint | string>,
  ): Promise<number> {
    const [row] = await db.run(
      tables
        .selectFrom('email')
        .select((eb) => value(eb).as('value'))
        .where('status', '=', sql.lit('QUEUED')),
    );
    return Number(row?.value ?? 0);
  }
  return { attempted: (outcome) => attempts.inc({ outcome: outcome.kind }) };
}
