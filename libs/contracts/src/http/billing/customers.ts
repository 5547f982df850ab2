import { z } from 'zod';
import {
  Amount,
  Currency,
  emailAddress,
  Id,
  Instant,
  lineOfText,
  page,
  PageQuery,
  prose,
} from '../../fields.js';
import { defineOperation } from '../operation.js';
import { CustomerState } from '../../events/billing.js';
import { Warning } from '../warning.js';
import { IdParams } from './documents.js';
import { customerSorts, customerStatuses } from '../../vocabulary.js';
import { limits } from '../../limits.js';

export const CustomerStatus = z.enum(customerStatuses);

const fields = {
  name: lineOfText(limits.customer.name),
  email: emailAddress(limits.customer.email),
  phone: lineOfText(limits.customer.phone).nullable(),
  vatNumber: lineOfText(limits.customer.vatNumber)
    .refine((text) => /[\p{L}\p{N}]/u.test(text), 'expected letters or digits')
    .nullable()
    .meta({
      description: 'No two customers share one, however its letters and digits are set apart',
      examples: ['DE123456789'],
    }),
  address: prose(limits.customer.address).min(1).nullable(),
  currency: Currency,
  paymentTermsDays: z
    .int()
    .min(0)
    .max(limits.customer.paymentTermsDays)
    .meta({ description: 'Days from issue to due date' }),
  clientType: lineOfText(limits.customer.clientType).nullable(),
  location: lineOfText(limits.customer.location).nullable(),
  securityLevel: z
    .int()
    .min(0)
    .max(limits.securityLevel)
    .meta({ description: 'Hidden from users whose clearance is lower' }),
  status: CustomerStatus,
};

export const CreateCustomerBody = z.strictObject({
  ...fields,
  phone: fields.phone.default(null),
  vatNumber: fields.vatNumber.default(null),
  address: fields.address.default(null),
  paymentTermsDays: fields.paymentTermsDays.default(30),
  clientType: fields.clientType.default(null),
  location: fields.location.default(null),
  securityLevel: fields.securityLevel.default(0),
  status: fields.status.default('ACTIVE'),
});

export const UpdateCustomerBody = z
  .strictObject(fields)
  .partial()
  .refine((body) => Object.keys(body).length > 0, 'expected at least one field to change');

export const Customer = CustomerState.extend({
  status: CustomerStatus,
  createdAt: Instant,
  updatedAt: Instant,
  warnings: z
    .array(Warning.omit({ expected: true, actual: true }))
    .optional()
    .meta({
      description: 'Not in lists: `customer-repeated` where another has its name and e-mail',
    }),
});
export type Customer = z.infer<typeof Customer>;

const creditPots = {
  tied: Amount.meta({
    description: 'For the projects that the receipts name: settles invoices of those only',
  }),
  free: Amount.meta({ description: 'The customer’s credit: settles any invoice' }),
};

export const CustomerCredit = z.object({
  customerId: Id,
  credits: z
    .array(
      z.object({
        currency: Currency,
        amount: Amount.meta({ description: '`tied` and `free` together' }),
        ...creditPots,
      }),
    )
    .meta({ description: 'One sum for each currency' }),
  receipts: z
    .array(
      z.object({
        receiptId: Id,
        number: z.string(),
        projectId: Id.nullable().meta({ description: 'Which its `tied` is for' }),
        currency: Currency,
        unallocated: Amount.meta({ description: '`tied` and `free` together' }),
        ...creditPots,
      }),
    )
    .meta({ description: 'Issued receipts with money left, the oldest first, at most 200' }),
});

const example = {
  name: 'Client A',
  email: 'accounts@client-a.example',
  phone: '+49 30 1234567',
  vatNumber: 'DE123456789',
  currency: 'EUR',
};

export const createCustomer = defineOperation({
  id: 'createCustomer',
  record: 'customer',
  service: 'billing',
  method: 'post',
  path: '/customers',
  tag: 'Customers',
  summary: 'Enter a customer',
  access: { anyOf: ['customers.create', 'customers.manage'] },
  body: CreateCustomerBody,
  status: 201,
  answer: Customer,
  errors: ['vat-number-taken', 'clearance-too-low'],
  examples: [{ summary: 'A customer', request: example }],
});

export const getCustomer = defineOperation({
  id: 'getCustomer',
  service: 'billing',
  method: 'get',
  path: '/customers/{id}',
  tag: 'Customers',
  summary: 'One customer',
  access: { permission: 'customers.view' },
  params: IdParams,
  status: 200,
  answer: Customer,
  errors: ['customer-not-found'],
});

export const listCustomers = defineOperation({
  id: 'listCustomers',
  service: 'billing',
  method: 'get',
  path: '/customers',
  tag: 'Customers',
  summary: 'Search and list customers',
  description:
    '`q` finds a part of name, e-mail, phone or VAT number; one or two characters find names that begin with them.',
  access: { permission: 'customers.view' },
  query: PageQuery.extend({
    status: CustomerStatus.optional(),
    sort: z.enum(customerSorts).default('name'),
  }),
  status: 200,
  answer: page(Customer),
  errors: ['bad-cursor'],
});

export const updateCustomer = defineOperation({
  id: 'updateCustomer',
  record: 'customer',
  service: 'billing',
  method: 'patch',
  path: '/customers/{id}',
  tag: 'Customers',
  summary: 'Change a customer’s data',
  description: 'Issued documents keep the data that they were issued with.',
  access: { permission: 'customers.manage' },
  params: IdParams,
  body: UpdateCustomerBody,
  status: 200,
  answer: Customer,
  errors: ['customer-not-found', 'vat-number-taken', 'clearance-too-low', 'stale-version'],
});

export const getCustomerCredit = defineOperation({
  id: 'getCustomerCredit',
  service: 'billing',
  method: 'get',
  path: '/customers/{id}/credit',
  tag: 'Customers',
  summary: 'Money of the customer that settles no invoice yet',
  access: { permission: 'receipts.view' },
  params: IdParams,
  status: 200,
  answer: CustomerCredit,
  errors: ['customer-not-found'],
});
