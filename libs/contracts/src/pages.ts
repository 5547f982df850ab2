/**
 * The addresses of the web UI's pages, for its router, its links and the links in e-mails. `:id` and the like stand for what
 * `pageOf` fills in. Imports nothing, so that the browser loads nothing else with it.
 */
export const pages = {
  signIn: '/sign-in',
  forgotPassword: '/forgot-password',
  choosePassword: '/choose-password',
  dashboard: '/',
  projects: '/projects',
  newProject: '/projects/new',
  project: '/projects/:id',
  customers: '/customers',
  customer: '/customers/:id',
  quotes: '/quotes',
  newQuote: '/quotes/new',
  quote: '/quotes/:id',
  orders: '/orders',
  newOrder: '/orders/new',
  order: '/orders/:id',
  receipts: '/receipts',
  newReceipt: '/receipts/new',
  receipt: '/receipts/:id',
  refund: '/refunds/:id',
  decisions: '/decisions',
  invoices: '/invoices',
  newInvoice: '/invoices/new',
  invoice: '/invoices/:id',
  creditNote: '/credit-notes/:id',
  journal: '/journal',
  emails: '/notifications',
  email: '/notifications/:id',
  deadLetters: '/operations/dead-letters',
  deadLetter: '/operations/dead-letters/:service/:id',
  users: '/users',
  user: '/users/:id',
  roles: '/roles',
  apiKeys: '/api-keys',
  account: '/account',
} as const;

export type PageName = keyof typeof pages;

/** Where a page is, without the host. Only `pageOf` makes one, so that no e-mail links to a page that is not there. */
export type PageAddress = string & { readonly __page: never };

type Parameters<Path extends string> = Path extends `${string}:${string}/${infer Rest}`
  ? [string, ...Parameters<Rest>]
  : Path extends `${string}:${string}`
    ? [string]
    : [];

/** `pageOf('order', id)` → `/orders/0199…` */
export function pageOf<Name extends PageName>(
  name: Name,
  ...values: Parameters<(typeof pages)[Name]>
): PageAddress {
  const rest: string[] = [...values];
  return pages[name].replaceAll(/:\w+/g, () => encodeURIComponent(rest.shift() ?? '')) as PageAddress;
}
