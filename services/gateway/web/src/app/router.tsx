import { createBrowserRouter } from 'react-router';
import { CrashPage } from './CrashPage.js';
import { NotFoundPage } from './NotFoundPage.js';
import { Shell } from './Shell.js';

export const router = createBrowserRouter([
  {
    path: '/sign-in',
    ErrorBoundary: CrashPage,
    lazy: () => import('../session/SignInPage.js'),
    HydrateFallback: () => null,
  },
  {
    path: '/',
    Component: Shell,
    ErrorBoundary: CrashPage,
    HydrateFallback: () => null,
    children: [
      {
        ErrorBoundary: CrashPage,
        children: [
          { index: true, lazy: () => import('../dashboard/DashboardPage.js') },
          { path: 'projects', lazy: () => import('../projects/ProjectsPage.js') },
          { path: 'projects/new', lazy: () => import('../projects/new/NewProjectPage.js') },
          { path: 'projects/:id', lazy: () => import('../projects/one/ProjectPage.js') },
          { path: 'customers', lazy: () => import('../customers/CustomersPage.js') },
          { path: 'customers/:id', lazy: () => import('../customers/one/CustomerPage.js') },
          { path: 'quotes', lazy: () => import('../quotes/QuotesPage.js') },
          { path: 'quotes/new', lazy: () => import('../quotes/draft/NewQuotePage.js') },
          { path: 'quotes/:id', lazy: () => import('../quotes/one/QuotePage.js') },
          { path: 'orders', lazy: () => import('../orders/OrdersPage.js') },
          { path: 'orders/new', lazy: () => import('../orders/new/NewOrderPage.js') },
          { path: 'orders/:id', lazy: () => import('../orders/one/OrderPage.js') },
          { path: 'receipts', lazy: () => import('../receipts/ReceiptsPage.js') },
          { path: 'receipts/new', lazy: () => import('../receipts/draft/NewReceiptPage.js') },
          { path: 'receipts/:id', lazy: () => import('../receipts/one/ReceiptPage.js') },
          { path: 'decisions', lazy: () => import('../decisions/DecisionsPage.js') },
          { path: 'invoices', lazy: () => import('../invoices/InvoicesPage.js') },
          { path: 'invoices/new', lazy: () => import('../invoices/draft/NewInvoicePage.js') },
          { path: 'invoices/:id', lazy: () => import('../invoices/one/InvoicePage.js') },
          { path: 'credit-notes/:id', lazy: () => import('../invoices/one/CreditNotePage.js') },
          { path: 'notifications', lazy: () => import('../notifications/EmailsPage.js') },
          { path: 'notifications/:id', lazy: () => import('../notifications/EmailPage.js') },
          { path: 'operations/dead-letters', lazy: () => import('../operations/DeadLettersPage.js') },
          {
            path: 'operations/dead-letters/:service/:id',
            lazy: () => import('../operations/DeadLetterPage.js'),
          },
          { path: 'users', lazy: () => import('../users/UsersPage.js') },
          { path: 'users/:id', lazy: () => import('../users/UserPage.js') },
          { path: 'roles', lazy: () => import('../roles/RolesPage.js') },
          { path: 'api-keys', lazy: () => import('../apiKeys/ApiKeysPage.js') },
          { path: 'account', lazy: () => import('../account/AccountPage.js') },
          { path: '*', Component: NotFoundPage },
        ],
      },
    ],
  },
]);
