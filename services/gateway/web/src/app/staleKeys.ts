export interface Hint {
  type: string;
  subject: string;
  projectId?: string;
  customerId?: string;
}

/** What else is old than the project that something belongs to, by the noun of its event; the beginnings of query keys. */
const byNoun: Record<string, string[][]> = {
  customer: [['customers'], ['projects', 'list']],
  invoice: [['invoices'], ['receipts'], ['cpos'], ['customers']],
  credit: [['credit-notes'], ['invoices'], ['cpos'], ['customers']],
  // Drafts follow their milestones, and are made when a payment is requested.
  milestone: [['invoices']],
  payment: [['invoices']],
  receipt: [['receipts'], ['refunds'], ['invoices'], ['cpos'], ['customers']],
  refund: [['refunds'], ['receipts'], ['cpos'], ['customers']],
  quote: [['quotes']],
  cpo: [['cpos'], ['decisions'], ['quotes']],
  email: [['notifications']],
  user: [['me'], ['users'], ['people']],
  role: [['me'], ['roles']],
};

/** What the dashboard counts, whether it is of a project or not. */
const documents = ['invoice', 'credit', 'receipt', 'refund', 'quote', 'cpo'];

/** Which of what was read is old, now that something changed; the beginnings of query keys. */
export function staleKeys({ type, subject, projectId }: Hint): string[][] {
  const [, noun = ''] = /^[a-z]+\.([a-z]+)/.exec(type) ?? [];
  const project = projectId ?? (noun === 'project' ? subject : undefined);
  const ofProject = project
    ? [
        ['projects', 'one', project],
        ['projects', 'list'],
      ]
    : [];
  const counted = project !== undefined || documents.includes(noun) ? [['dashboard']] : [];
  return [...(byNoun[noun] ?? []), ...ofProject, ...counted];
}
