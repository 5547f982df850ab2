import { longestSearch } from './limits/search.js';

export { longestSearch };

/** How long a text may be, how large a number, how many of something: operations refuse more, and forms take no more. */
export const limits = {
  search: longestSearch,
  /** Of a keyset page. */
  pageSize: 200,
  /** Of a customer's security level and a user's clearance. */
  securityLevel: 9,
  user: { name: 200, email: 320, shortestPassword: 10, password: 200 },
  passkey: { name: 60 },
  role: { name: 100, description: 500 },
  apiKey: { name: 200 },
  customer: {
    name: 200,
    email: 254,
    phone: 50,
    vatNumber: 30,
    address: 500,
    paymentTermsDays: 365,
    clientType: 50,
    location: 100,
  },
  quote: { title: 200, legalEntityId: 100, budgetNodes: 500 },
  /** A customer's purchase order. */
  cpo: { number: 100 },
  /** Invoices, quotes, credit notes, receipts, refunds. */
  document: {
    lines: 500,
    lineDescription: 1000,
    exemptionReason: 300,
    method: 100,
    reference: 200,
    reason: 1000,
  },
  project: {
    title: 200,
    description: 10_000,
    businessUnitId: 100,
    legalEntityId: 100,
    internalNotes: 10_000,
    milestones: 100,
    reason: 2000,
  },
  milestone: { label: 200 },
  teamMember: { role: 100 },
  stage: { name: 200, description: 10_000, weight: 1000 },
  deliverable: { name: 200, description: 10_000 },
  budgetNode: { code: 40, name: 200 },
  expense: { description: 500 },
  timeEntry: { description: 2000, taskType: 100 },
  /** Why a dead letter is given up, and a log goes on. */
  operation: { reason: 1000 },
} as const;
