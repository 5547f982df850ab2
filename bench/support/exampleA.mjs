import { make, newCustomer, newProject } from '../../test/stack/dist/stories.js';

const agreed = [
  { type: 'ADVANCE', expectedAmount: '3000.00' },
  { type: 'PROGRESS', expectedAmount: '1000.00' },
  { type: 'PROGRESS', expectedAmount: '1000.00' },
  { type: 'FINAL', expectedAmount: '3000.00' },
];

/** Twenty-two commands: a customer, a project, four milestones one by one, an invoice and a receipt for each. */
export async function runExampleA(admin, n) {
  const customer = await newCustomer(admin, `Client ${n}`);
  const project = await newProject(admin, customer.id);
  for (const milestone of agreed) {
    const { id: milestoneId, expectedAmount: amount } = await make(
      admin,
      `/projects/${project.id}/milestones`,
      milestone,
    );
    const to = { customerId: customer.id, currency: 'EUR', projectId: project.id, milestoneId };
    const invoice = await make(admin, '/invoices', to);
    await make(admin, `/invoices/${invoice.id}/issue`);
    const allocations = [{ invoiceId: invoice.id, amount }];
    const receipt = await make(admin, '/receipts', { ...to, amount, paymentDate: '2026-01-31', allocations });
    await make(admin, `/receipts/${receipt.id}/issue`);
  }
}
