import { DomainError } from '@closeout/contracts/errors';
import type { CustomerState } from '@closeout/contracts/events/billing';
import type { Customer as CustomerAnswer } from '@closeout/contracts/http/billing';

/** A customer as its table row says it. */
export interface Customer extends Omit<CustomerState, 'status'> {
  status: string;
  createdAt: Date;
  updatedAt: Date;
}

/** The whole public state of a customer, as its events carry it. */
export function customerState(customer: Customer): CustomerState {
  const { id, version, name, email, phone, vatNumber, address, currency, paymentTermsDays } = customer;
  const { clientType, location, securityLevel, status } = customer;
  return {
    id,
    version,
    name,
    email,
    phone,
    vatNumber,
    address,
    currency,
    paymentTermsDays,
    clientType,
    location,
    securityLevel,
    status: status === 'INACTIVE' ? 'INACTIVE' : 'ACTIVE',
  };
}

export function customerAnswer(customer: Customer): CustomerAnswer {
  return {
    ...customerState(customer),
    createdAt: customer.createdAt.toISOString(),
    updatedAt: customer.updatedAt.toISOString(),
  };
}

/** Who set a level above their own clearance would lose sight of the customer. @throws DomainError `clearance-too-low` (forbidden) */
export function assertClearance(securityLevel: number, clearance: number): void {
  if (securityLevel <= clearance) return;
  throw new DomainError('forbidden', 'clearance-too-low', {
    detail: `Your clearance is ${clearance}: you cannot set security level ${securityLevel}.`,
  });
}
