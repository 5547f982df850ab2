import { z } from 'zod';
import { Id, Version } from '../../fields.js';
import { defineEvent } from '../envelope.js';
import { ClosureReport, exampleReport } from '../projects/closures.js';

/** Billing’s answer to a closure request. The same request always gets the same answer. */
export const ClosureDecision = z.object({
  closureId: Id,
  version: Version,
  projectId: Id,
  report: ClosureReport,
});
export type ClosureDecision = z.input<typeof ClosureDecision>;

const closureId = '0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b3a';

export const closureDecisionEvents = {
  closureApproved: defineEvent({
    type: 'billing.closure-approved.v1',
    summary: 'Ordered, invoiced and received agree; no document of the project can be issued from now on',
    schema: ClosureDecision,
    example: { closureId, version: 1, projectId: exampleReport.projectId, report: exampleReport },
  }),
  closureRejected: defineEvent({
    type: 'billing.closure-rejected.v1',
    summary: 'A project cannot be finalized yet; the report says what stands in the way',
    schema: ClosureDecision,
    example: {
      closureId,
      version: 1,
      projectId: exampleReport.projectId,
      report: {
        ...exampleReport,
        totals: { cpo: '8000.00', invoiced: '7000.00', received: '7000.00' },
        blockers: [
          {
            code: 'sums-differ',
            recordKind: 'PROJECT',
            recordId: exampleReport.projectId,
            expected: '8000.00',
            actual: '7000.00',
            difference: '1000.00',
            detail: 'Ordered are 8000.00 EUR, invoiced 7000.00 EUR: 1000.00 EUR are not invoiced yet.',
            action: 'Issue an invoice over 1000.00 EUR',
            permission: 'invoices.issue',
          },
        ],
      },
    },
  }),
} as const;
