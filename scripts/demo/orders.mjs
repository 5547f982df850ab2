/**
 * Projects that began with a quote and the customer's purchase order, each left where somebody has something to do.
 * `leaves` names that place; `loadOrder.mjs` tells how one gets there.
 */
export const orders = [
  { customer: 'harbour', title: 'Port Gate Automation', amount: '96000.00', leaves: 'quote-sent' },
  { customer: 'northwind', title: 'Grid Operations Dashboard', amount: '54000.00', leaves: 'at-work' },
  { customer: 'ministry', title: 'Road Inventory', amount: '61000.00', leaves: 'order-open' },
  {
    customer: 'meridian',
    title: 'Guest Network for Four Hospitals',
    amount: '18000.00',
    leaves: 'mismatch-found',
  },
  { customer: 'vineyard', title: 'Cold Chain Monitoring', amount: '22000.00', leaves: 'mismatch-reported' },
  { customer: 'openwells', title: 'Borehole Register', amount: '30000.00', leaves: 'version-pending' },
  { customer: 'brightside', title: 'Point of Sale Pilot', amount: '45000.00', leaves: 'partly-paid' },
  { customer: 'polar', title: 'Ice Core Archive', amount: '400000.00', leaves: 'finalized' },
  { customer: 'harbour', title: 'Customs Archive', amount: '12500.00', leaves: 'reopened' },
];
