// Billing
export const customerStatuses = ['ACTIVE', 'INACTIVE'] as const;
export const customerSorts = ['name', '-name', '-createdAt', 'createdAt'] as const;
export const quoteStatuses = ['DRAFT', 'SENT', 'APPROVED', 'DECLINED'] as const;
export const cpoStatuses = ['OPEN', 'DIRECTION_PENDING', 'FINALIZED', 'CANCELLED'] as const;
export const cpoVersionStatuses = ['DIRECTION_PENDING', 'APPROVED', 'REJECTED'] as const;
export const mismatchStatuses = ['FOUND', 'REPORTED', 'ACCEPTED', 'REJECTED'] as const;
export const invoiceStatuses = ['DRAFT', 'ISSUED'] as const;
export const paymentStatuses = ['UNPAID', 'PARTIALLY_PAID', 'PAID', 'CREDITED'] as const;
export const receiptStatuses = ['DRAFT', 'ISSUED', 'REVERSED'] as const;
export const accounts = ['BANK', 'RECEIVABLE', 'CUSTOMER_ADVANCES', 'REVENUE', 'VAT'] as const;

// Notifications, operations
export const emailStatuses = ['QUEUED', 'SENT', 'FAILED'] as const;
export const deadLetterStatuses = ['dead', 'replayed', 'discarded'] as const;
