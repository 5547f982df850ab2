export const closure = {
  'closure.technical': 'Technical closure',
  'closure.technical.ready': 'Nothing is pending: the work can be closed.',
  'closure.technical.pending_one': '{count} record holds up the closure',
  'closure.technical.pending_other': '{count} records hold up the closure',
  'closure.technical.done': 'The work is closed. Invoicing and collection go on.',
  'closure.technical.notActive': 'Only an active project can be closed technically.',
  'closure.financial': 'Financial closure',
  'closure.financial.ready': 'Ordered, invoiced and received agree: the project can be finalized.',
  'closure.financial.blocked_one': '{count} thing stands in the way',
  'closure.financial.blocked_other': '{count} things stand in the way',
  'closure.financial.done': 'The project is finalized.',
  'closure.financial.pending': 'The closure is being decided …',
  'closure.bar.cpo': 'Ordered',
  'closure.bar.budget': 'Budget',
  'closure.bar.invoiced': 'Invoiced',
  'closure.bar.received': 'Received',
  'closure.attempts': 'Closures asked for',
  'closureStatus.PENDING': 'Pending',
  'closureStatus.FINALIZED': 'Finalized',
  'closureStatus.REJECTED': 'Rejected',
  'closureStatus.WITHDRAWN': 'Withdrawn',
  'pendingKind.TIME_ENTRY': 'Hours',
  'pendingKind.EXPENSE': 'Expense',
  'pendingKind.DELIVERABLE': 'Deliverable',
  'pendingKind.CHECKLIST': 'Checklist',

  'action.hold': 'Put on hold',
  'action.resume': 'Resume',
  'action.cancel': 'Cancel project',
  'action.reopen': 'Reopen',
  'action.technical-closure': 'Close technically',
  'action.financial-closure': 'Finalize',
  'action.emergency-finalize': 'Finalize without checks',
  'action.archive': 'Archive',
  'action.unarchive': 'Take out of the archive',
  'skipped.title': 'Only for a project that does not go through the closures',
  'skipped.text': 'These are passed over:',
  'skipped.notInvoiced': '{amount} of the budget is not invoiced',
  'skipped.notReceived': '{amount} of what was invoiced is not received',
  'skipped.reconciliation': 'Ordered, invoiced and received are not compared',
  'action.reason.hint': 'Kept in the history of the project',
  'action.effectiveDate': 'Effective from',
  'action.effectiveDate.hint': 'Today, when left empty',
  'action.done': 'Done: {action}',

  'closure.clearedBy': 'Who can clear it: whoever may “{permission}”',
  'closure.financial.cancelled': 'The project is cancelled: there is nothing to close.',
  'closure.bar.equal': '= agrees',
  'closure.bar.less': '≠ {amount} less',
  'closure.bar.more': '≠ {amount} more',
  'closure.basis.budget': 'There is no order: the budget takes its place.',
  'closure.basis.invoiced': 'Time and materials without an order: what was invoiced has to be received.',
  'closure.basis.noInvoices': 'The project was paid without invoices, so only receipts count.',
  'closure.effective': 'Effective from {day}',
  'closure.report': 'Report',
  'closure.report.of': 'Report of the closure of {at}',
  'closure.report.decided': 'Decided {at} on these figures',
  'pending.TIME_ENTRY.DRAFT': 'not submitted yet',
  'pending.TIME_ENTRY.SUBMITTED': 'wait for a decision',
  'pending.EXPENSE.RECORDED': 'waits for a decision',
  'pending.DELIVERABLE.INITIAL': 'neither delivered nor cancelled',
  'pending.DELIVERABLE.READY': 'ready, but not delivered',
  'pending.CHECKLIST.OPEN': 'not ticked',
  'pending.submittedBy': '{person} can submit or delete it; so can whoever manages users',
  'blocker.not-technically-closed': 'The project is “{status}”. It has to be technically closed first.',
  'blocker.cpo-open':
    'Order {number} is open: {ordered} ordered, {invoiced} invoiced, {received} received. It has to be finalized.',
  'blocker.cpo-mismatch':
    'Order {number} does not agree: {ordered} ordered, {invoiced} invoiced, {received} received.',
  'blocker.cpo-direction-pending.mismatch':
    'Direction has to decide on the mismatch of order {number}: {ordered} ordered, {invoiced} invoiced, {received} received.',
  'blocker.cpo-direction-pending.version':
    'Direction has to decide on a new version of order {number} over {wanted}; until then {ordered} counts.',
  'blocker.invoice-not-settled':
    'Invoice {number}: {actual} of {expected} is settled, {difference} is still due.',
  'blocker.credit-left':
    'Receipt {number}: {difference} of the project’s money is not allocated to an invoice.',
  'blocker.allocated-elsewhere':
    'Receipt {number}: {difference} counts for the project but settles an invoice without a project. Reverse the receipt and enter the payment again.',
  'blocker.work-not-invoiced':
    '{hours} approved billable hours are neither marked as invoiced elsewhere nor written off.',
  'blocker.work-not-invoiced.amount':
    '{hours} approved billable hours ({expected}) are neither marked as invoiced elsewhere nor written off.',
  'blocker.step.SETTLE': '{receipt} settles {amount} of {invoice}',
  'blocker.step.SETTLE_WITH_CREDIT': 'The customer’s credit ({receipt}) settles {amount} of {invoice}',
  'blocker.step.SETTLE_WITH_CREDIT.project': 'The customer’s credit settles {amount} of the invoices',
  'blocker.step.RELEASE_AND_SETTLE':
    'Move {amount} of {receipt} to the customer’s credit, which then settles {invoice}',
  'blocker.step.RECEIVE': 'Enter a payment of {amount} for {invoice}',
  'blocker.step.RECEIVE.project': 'Enter a payment of {amount}',
  'blocker.step.REFUND_OR_RELEASE': 'Refund {amount} of {receipt}, or move it to the customer’s credit',
  'blocker.do.settleWork': 'Mark the hours as settled',
  'blocker.do.work': 'To the hours',
  'blocker.do.finalize': 'To the order, to finalize it',
  'blocker.do.decide': 'To the order, to clear it',
  'blocker.do.order': 'To the order',
  'blocker.do.invoice': 'To the invoice',
  'blocker.do.receipt': 'To the receipt',
  'blocker.do.clearReceipt': 'To the receipt, to use or refund it',
  'blocker.do.documents': 'To the documents',
  'blocker.do.issueDraft': 'Issue the draft over {amount}',
  'blocker.do.draft': 'To the draft over {amount}',
  'blocker.sums-differ.ordered.invoiced.less':
    '{expected} ordered, {actual} invoiced: {difference} not invoiced yet.',
  'blocker.sums-differ.ordered.invoiced.more':
    '{expected} ordered, {actual} invoiced: {difference} too much.',
  'blocker.sums-differ.budget.invoiced.less':
    '{expected} budgeted, {actual} invoiced: {difference} not invoiced yet.',
  'blocker.sums-differ.budget.invoiced.more':
    '{expected} budgeted, {actual} invoiced: {difference} too much.',
  'blocker.sums-differ.invoiced.received.less':
    '{expected} invoiced, {actual} received: {difference} not received yet.',
  'blocker.sums-differ.invoiced.received.more':
    '{expected} invoiced, {actual} received: {difference} too much. It can be refunded or moved to the customer’s credit.',
  'blocker.sums-differ.ordered.received.less':
    '{expected} ordered, {actual} received: {difference} not received yet.',
  'blocker.sums-differ.ordered.received.more':
    '{expected} ordered, {actual} received: {difference} too much. It can be refunded or moved to the customer’s credit.',
  'blocker.sums-differ.budget.received.less':
    '{expected} budgeted, {actual} received: {difference} not received yet.',
  'blocker.sums-differ.budget.received.more':
    '{expected} budgeted, {actual} received: {difference} too much. It can be refunded or moved to the customer’s credit.',
} as const;
