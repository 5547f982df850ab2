export const warnings = {
  'warning.sellerMissing':
    'This cannot be issued yet: no company is named that invoices, receipts and refunds are issued for. Whoever runs Closeout sets SELLER_NAME, and the other SELLER_ variables, for the billing service.',
  'warning.differsFromMilestone':
    'The milestone still expects {expected}; this invoice asks for {actual}, tax included.',
  'warning.milestoneRemoved':
    'The milestone was taken out of the project. Issuing this invoice brings it back.',
  'warning.orderNotNamed':
    'The project has several orders, and this invoice names none: its amount is spread over them, the oldest first.',
  'warning.exceedsOrder': 'Only {expected} is left of the order; this invoice asks for {actual}.',
  'warning.orderBelowQuote':
    'The order is {actual}, the quote was {expected}. The project’s budget stays as it is until somebody changes it.',
  'warning.receiptRepeated': 'Another receipt has the same reference and amount. It may be the same payment.',
  'warning.exceedsMilestone':
    'The milestone still expects {expected}; this receipt is over {actual}. What is for other milestones belongs in receipts of its own.',
  'warning.milestoneNotAsReceived': '{name}: {expected} agreed, {actual} received.',
  'warning.budgetCodeKept':
    'The project has a budget node {name} already, which stays as it is; what the quote has below it hangs on the project’s.',
  'warning.budgetLeftOut':
    'With the quote’s budget nodes the project’s budget would be too large: none of them comes to it.',
  'warning.budgetNotChecked':
    'Which budget nodes the project has already could not be looked up; those stay as they are.',
  'warning.customerRepeated': 'Another customer has the same name and e-mail.',
  'missing.title': 'Missing for a valid invoice',
  'missing.buyerAddress': 'The customer’s address.',
  'missing.buyerVatNumber': 'The customer’s VAT number: reverse charge and sales within the EU need it.',
  'missing.supplyDate': 'The date of supply.',
  'missing.exemptionReason': 'Why a line has no tax.',
  'missing.sellerAddress': 'Your company’s address (SELLER_ADDRESS).',
  'missing.sellerVatNumber': 'Your company’s VAT number (SELLER_VAT).',
  'warning.toRecord': 'Show',
} as const;
