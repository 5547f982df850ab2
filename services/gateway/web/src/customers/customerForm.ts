import type { Schemas } from '../api/client.js';
import type { Customer } from './customerQueries.js';

/** Empty texts stand for nothing. */
export interface CustomerValues {
  name: string;
  email: string;
  phone: string;
  vatNumber: string;
  address: string;
  currency: string;
  /** '' while the field is empty. */
  paymentTermsDays: number | string;
  clientType: string;
  location: string;
  securityLevel: number | string;
}

export const emptyCustomer: CustomerValues = {
  name: '',
  email: '',
  phone: '',
  vatNumber: '',
  address: '',
  currency: 'EUR',
  paymentTermsDays: 30,
  clientType: '',
  location: '',
  securityLevel: 0,
};

export const isCustomerField = (name: string): boolean => name in emptyCustomer;

export const valuesOf = (customer: Customer): CustomerValues => ({
  name: customer.name,
  email: customer.email ?? '',
  phone: customer.phone ?? '',
  vatNumber: customer.vatNumber ?? '',
  address: customer.address ?? '',
  currency: customer.currency,
  paymentTermsDays: customer.paymentTermsDays,
  clientType: customer.clientType ?? '',
  location: customer.location ?? '',
  securityLevel: customer.securityLevel,
});

const orNull = (text: string): string | null => text.trim() || null;
const days = (typed: number | string): number => Number(typed || 0);

export function customerInput(values: CustomerValues): Schemas['CreateCustomerBody'] {
  const { phone, vatNumber, address, clientType, location, paymentTermsDays, securityLevel } = values;
  return {
    name: values.name,
    email: values.email.trim(),
    currency: values.currency,
    phone: orNull(phone),
    vatNumber: orNull(vatNumber),
    address: orNull(address),
    clientType: orNull(clientType),
    location: orNull(location),
    paymentTermsDays: days(paymentTermsDays),
    securityLevel: days(securityLevel),
  };
}

/** Only what differs: what a colleague changed meanwhile in other fields is not written back. */
export function customerPatch(
  before: CustomerValues,
  values: CustomerValues,
): Partial<Schemas['CreateCustomerBody']> {
  const [old, wanted] = [customerInput(before), customerInput(values)];
  return Object.fromEntries(
    Object.entries(wanted).filter(([name, value]) => value !== old[name as keyof typeof old]),
  );
}
