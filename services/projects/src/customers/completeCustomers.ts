import type { Kit } from '@closeout/service-kit/service';
import { tables } from '../tables.js';
import { ReplicatedCustomer } from './customer.js';
import { saveCustomer } from './customerStore.js';

/**
 * Asks billing for customers of whom an earlier release took the name alone, so that their projects are found by e-mail address and VAT
 * number too; soon there is none left.
 */
export async function completeCustomers(
  { db, peer }: Pick<Kit, 'db' | 'peer'>,
  signal: AbortSignal,
): Promise<void> {
  const incomplete = await db.run(
    tables
      .selectFrom('customer')
      .select('id')
      .where((eb) => eb.not('contact_searched'))
      .orderBy('id')
      .limit(200),
  );
  for (const { id } of incomplete) {
    if (signal.aborted) return;
    const customer = await peer('billing').get(`/internal/customers/${id}`, ReplicatedCustomer);
    await db.transaction(async (tx) => {
      if (customer) await saveCustomer(tx, customer);
      // Whom billing does not know, or knows as they were before, is not asked for again.
      await tx.run(tables.updateTable('customer').set({ contact_searched: true }).where('id', '=', id));
    });
  }
}
