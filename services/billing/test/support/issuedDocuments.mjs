// Issued documents with as much as printing reads of them. Plain JavaScript: the bench prints them too.

export const seller = {
  name: 'Closeout Demo GmbH',
  vatNumber: 'DE999999999',
  address: 'Marktplatz 2, 20095 Hamburg',
  email: null,
  bankAccount: null,
};
export const subject = { projectNumber: null, projectTitle: null, milestoneLabel: null, cpoNumber: null };
const buyer = { name: 'Client A', vatNumber: null, address: null, email: null };

/** What is printed beside the figures. */
export const printedWith = (more = {}) => ({ seller, buyer, subject, ...more });

/** Line n is of n pieces at 100.00 each. */
function issued(descriptions) {
  const lines = descriptions.map((description, index) => ({
    no: index + 1,
    description,
    quantity: String(index + 1),
    unitPrice: '100',
    taxRate: '19',
    netMinor: BigInt(index + 1) * 10000n,
    grossMinor: null,
  }));
  const netMinor = lines.reduce((sum, line) => sum + line.netMinor, 0n);
  const taxMinor = (netMinor * 19n) / 100n;
  return {
    seller,
    currency: 'EUR',
    issueDate: '2026-02-10',
    issuedAt: new Date('2026-02-10T09:00:00Z'),
    lines,
    taxes: [{ taxRate: '19', taxableMinor: netMinor, taxMinor }],
    netMinor,
    taxMinor,
    grossMinor: netMinor + taxMinor,
  };
}

export const invoiceOf = (descriptions) => ({
  ...issued(descriptions),
  number: 'INV-2026-0001',
  dueDate: '2026-03-10',
  supplyDate: null,
  exemptionReason: null,
});

export const creditNoteOf = (descriptions, reason) => ({
  ...issued(descriptions),
  number: 'CRN-2026-0001',
  invoiceNumber: 'INV-2026-0001',
  reason,
});
