/**
 * The classic instalment project: 8000 agreed, paid in an advance, two progress payments and a final
 * payment, each invoiced, received and allocated to its milestone.
 */
export async function loadExampleA({ pm, finance, customerId, day }) {
  const key = (step) => `demo-example-a-${step}`;
  const project = await pm.post(
    '/projects',
    {
      customerId,
      title: 'System Implementation',
      budgetTotal: '8000.00',
      currency: 'EUR',
      startDate: `${day(0).slice(0, 4)}-01`,
      endDate: `${day(0).slice(0, 4)}-03`,
      milestones: [
        { type: 'ADVANCE', expectedAmount: '3000.00' },
        { type: 'PROGRESS', expectedAmount: '1000.00' },
        { type: 'PROGRESS', expectedAmount: '1000.00' },
        { type: 'FINAL', expectedAmount: '3000.00' },
      ],
    },
    key('project'),
  );
  const milestones = await pm.get(`/projects/${project.id}/milestones`);
  for (const milestone of milestones.items) {
    const step = milestone.label.toLowerCase().replaceAll(' ', '-');
    const receipt = await finance.post(
      '/receipts',
      {
        customerId,
        currency: 'EUR',
        amount: milestone.expectedAmount,
        paymentDate: day(-3),
        method: 'bank transfer',
        projectId: project.id,
        milestoneId: milestone.id,
      },
      key(`${step}-receipt`),
    );
    await finance.post(`/receipts/${receipt.id}/issue`, {}, key(`${step}-receipt-issue`));
  }
}
