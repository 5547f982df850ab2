import type { Schemas } from '../../api/client.js';
import { isDecimal, subtract } from '../../format/decimal.js';

export interface OrderValues {
  customerId: string;
  projectId: string;
  number: string;
  amount: string;
  currency: string;
}

export const emptyOrder = (params: URLSearchParams): OrderValues => ({
  customerId: params.get('customerId') ?? '',
  projectId: params.get('projectId') ?? '',
  number: '',
  amount: '',
  currency: 'EUR',
});

export const isOrderField = (name: string): boolean =>
  ['customerId', 'projectId', 'number', 'amount', 'currency'].includes(name);

export const orderInput = ({ projectId, ...values }: OrderValues): Schemas['CreateCpoBody'] => ({
  ...values,
  number: values.number.trim(),
  projectId: projectId || null,
});

/** How the order compares with what it is for; null while there is no amount. */
export const differenceTo = (expected: string, amount: string): string | null =>
  isDecimal(amount) ? subtract(amount, expected) : null;
