import type { Party, Seller } from '@closeout/contracts/events/billing';
import type { Tx } from '@closeout/service-kit/db';

/** What a document says of what it is for, as it was when it was issued. */
export interface Subject {
  projectNumber: string | null;
  projectTitle: string | null;
  milestoneLabel: string | null;
  /** The customer's order. */
  cpoNumber: string | null;
}

/** What is frozen in a document beside its figures: replicas and customers change, documents do not. */
export interface Printed {
  /** null: a receipt from before sellers were kept. */
  seller: Seller | null;
  buyer: Party;
  subject: Subject;
}

/** Prints no seller: for a receipt from before sellers were kept, where none is named today either. */
export const nobody: Seller = { name: '', vatNumber: null, address: null, email: null, bankAccount: null };

/** SQL of a customer as issued documents keep it; `c` is an alias of customer. */
export const buyerSql = (c: string): string =>
  `jsonb_build_object('name', ${c}.name, 'vatNumber', ${c}.vat_number, 'address', ${c}.address, 'email', ${c}.email)`;

/** SQL of a subject as issued documents keep it, from the ids of project, milestone and order. */
export const subjectSql = (
  project: string,
  milestone: string,
  cpo = 'NULL::uuid',
): string => `jsonb_build_object(
        'projectNumber', (SELECT p.number FROM project_replica p WHERE p.project_id = ${project}),
        'projectTitle', (SELECT p.title FROM project_replica p WHERE p.project_id = ${project}),
        'milestoneLabel', (SELECT m.label FROM milestone_replica m WHERE m.milestone_id = ${milestone}),
        'cpoNumber', (SELECT o.number FROM cpo o WHERE o.id = ${cpo}))`;

/** Of an issued document. */
export async function findPrinted(
  tx: Pick<Tx, 'query'>,
  table: 'invoice' | 'credit_note' | 'receipt' | 'refund',
  id: string,
): Promise<Printed> {
  const [row] = await tx.query<Printed>(`SELECT seller, buyer, subject FROM ${table} WHERE id = $1`, [id]);
  if (!row) throw new Error(`${table} ${id} is gone`);
  return row;
}
