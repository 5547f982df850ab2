import { counter, gauge, type Kit } from '@closeout/service-kit';
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
    metric.set(await queued('count(*)').catch(() => NaN));
  });
  gauge(metrics, 'email_queue_age_seconds', 'How long the oldest e-mail has waited', [], async (metric) => {
    metric.set(await queued('coalesce(extract(epoch FROM now() - min(queued_at)), 0)').catch(() => NaN));
  });

  async function queued(expression: string): Promise<number> {
    const [row] = await db.query<{ value: bigint | string }>(
      `SELECT ${expression} AS value FROM email WHERE status = 'QUEUED'`,
    );
    return Number(row?.value ?? 0);
  }
  return { attempted: (outcome) => attempts.inc({ outcome: outcome.kind }) };
}
