import { pageOf, pages, type PageName } from '@closeout/contracts/pages';
import type { ComponentType } from 'react';
import { createBrowserRouter, replace, type RouteObject } from 'react-router';
import { CrashPage } from './CrashPage.js';
import { loadPart } from './loadPart.js';
import { NotFoundPage } from './NotFoundPage.js';
import { permitted } from './Permitted.js';
import { Shell } from './Shell.js';

type Load = () => Promise<{ Component: ComponentType }>;

/** Those that one opens without being signed in. */
type PublicPageName = 'signIn' | 'forgotPassword' | 'choosePassword';

/** Every page that has an address has its component here: otherwise it does not compile. */
const components: Record<Exclude<PageName, PublicPageName>, Load> = {
  dashboard: () => import('../dashboard/DashboardPage.js'),
  projects: () => import('../projects/ProjectsPage.js'),
  newProject: () => import('../projects/new/NewProjectPage.js'),
  project: () => import('../projects/one/ProjectPage.js'),
  customers: () => import('../customers/CustomersPage.js'),
  customer: () => import('../customers/one/CustomerPage.js'),
  quotes: () => import('../quotes/QuotesPage.js'),
  newQuote: () => import('../quotes/draft/NewQuotePage.js'),
  quote: () => import('../quotes/one/QuotePage.js'),
  orders: () => import('../orders/OrdersPage.js'),
  newOrder: () => import('../orders/new/NewOrderPage.js'),
  order: () => import('../orders/one/OrderPage.js'),
  receipts: () => import('../receipts/ReceiptsPage.js'),
  newReceipt: () => import('../receipts/draft/NewReceiptPage.js'),
  receipt: () => import('../receipts/one/ReceiptPage.js'),
  refund: () => import('../refunds/RefundPage.js'),
  decisions: () => import('../decisions/DecisionsPage.js'),
  invoices: () => import('../invoices/InvoicesPage.js'),
  newInvoice: () => import('../invoices/draft/NewInvoicePage.js'),
  invoice: () => import('../invoices/one/InvoicePage.js'),
  journal: () => import('../journal/JournalPage.js'),
  creditNote: () => import('../invoices/one/CreditNotePage.js'),
  emails: () => import('../notifications/EmailsPage.js'),
  email: () => import('../notifications/EmailPage.js'),
  deadLetters: () => import('../operations/DeadLettersPage.js'),
  deadLetter: () => import('../operations/DeadLetterPage.js'),
  users: () => import('../users/UsersPage.js'),
  user: () => import('../users/UserPage.js'),
  roles: () => import('../roles/RolesPage.js'),
  apiKeys: () => import('../apiKeys/ApiKeysPage.js'),
  account: () => import('../account/AccountPage.js'),
};

const publicComponents: Record<PublicPageName, Load> = {
  signIn: () => import('../session/SignInPage.js'),
  forgotPassword: () => import('../passwords/ForgotPasswordPage.js'),
  choosePassword: () => import('../passwords/ChoosePasswordPage.js'),
};

/** Addresses that e-mails were sent with, and where their pages are now. */
const moved: RouteObject[] = [
  { path: '/cpos/:id', loader: ({ params: { id = '' } }) => replace(pageOf('order', id)) },
];

export const router = createBrowserRouter([
  ...Object.entries(publicComponents).map(([name, load]) => ({
    path: pages[name as PublicPageName],
    ErrorBoundary: CrashPage,
    lazy: () => loadPart(load),
    HydrateFallback: () => null,
  })),
  {
    path: '/',
    Component: Shell,
    ErrorBoundary: CrashPage,
    HydrateFallback: () => null,
    children: [
      {
        errorElement: <CrashPage within />,
        children: [
          ...Object.entries(components).map(([name, load]) => ({
            path: pages[name as PageName],
            lazy: async () => permitted(name as PageName, (await loadPart(load)).Component),
          })),
          ...moved,
          { path: '*', Component: NotFoundPage },
        ],
      },
    ],
  },
]);
