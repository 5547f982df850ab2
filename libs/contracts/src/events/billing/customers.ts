import { z } from 'zod';
import { Currency, Id, Version, openWordOf } from '../../fields.js';
import { customerStatuses } from '../../vocabulary.js';
import { defineEvent } from '../envelope.js';

export const CustomerState = z.object({
  id: Id,
  version: Version,
  name: z.string(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  vatNumber: z.string().nullable(),
  address: z.string().nullable(),
  currency: Currency,
  paymentTermsDays: z.int(),
  clientType: z.string().nullable(),
  location: z.string().nullable(),
  securityLevel: z.int().min(0).max(9),
  status: openWordOf(customerStatuses),
});
export type CustomerState = z.input<typeof CustomerState>;

export const exampleCustomerState: CustomerState = {
  id: '0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b21',
  version: 1,
  name: 'Client A',
  email: 'accounts@client-a.example',
  phone: '+49 30 1234567',
  vatNumber: 'DE123456789',
  address: 'Hauptstraße 1, 10115 Berlin',
  currency: 'EUR',
  paymentTermsDays: 30,
  clientType: 'Private',
  location: 'Local',
  securityLevel: 0,
  status: 'ACTIVE',
};

export const customerEvents = {
  customerCreated: defineEvent({
    type: 'billing.customer-created.v1',
    summary: 'A customer was entered',
    schema: CustomerState,
    example: exampleCustomerState,
  }),
  customerUpdated: defineEvent({
    type: 'billing.customer-updated.v1',
    summary: 'A customer’s data changed',
    schema: CustomerState,
    example: { ...exampleCustomerState, version: 2, phone: null },
  }),
} as const;
