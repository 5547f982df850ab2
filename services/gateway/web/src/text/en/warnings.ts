export const warnings = {
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
  'warning.customerRepeated': 'Another customer has the same name and e-mail.',
  'warning.toRecord': 'Show',
} as const;
