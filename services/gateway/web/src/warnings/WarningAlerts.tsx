import { pageOf } from '@closeout/contracts/pages';
import { Alert, Anchor } from '@mantine/core';
import { Fragment } from 'react';
import { Link } from 'react-router';
import type { Schemas } from '../api/client.js';
import { useMay } from '../session/useMe.js';
import { useTexts } from '../text/TextProvider.js';
import type { TextKey } from '../text/translate.js';

type Warning = Schemas['Warning'];

/** The pages of the other records that warnings are about, and who may see them. */
const pages = {
  order: 'cpos.view',
  quote: 'quotes.view',
  receipt: 'receipts.view',
  customer: 'customers.view',
} as const;

const known: Record<string, { text: TextKey; page?: keyof typeof pages } | undefined> = {
  'seller-missing': { text: 'warning.sellerMissing' },
  'differs-from-milestone': { text: 'warning.differsFromMilestone' },
  'milestone-removed': { text: 'warning.milestoneRemoved' },
  'order-not-named': { text: 'warning.orderNotNamed', page: 'order' },
  'exceeds-order': { text: 'warning.exceedsOrder', page: 'order' },
  'order-below-quote': { text: 'warning.orderBelowQuote', page: 'quote' },
  'receipt-repeated': { text: 'warning.receiptRepeated', page: 'receipt' },
  'exceeds-milestone': { text: 'warning.exceedsMilestone' },
  'milestone-not-as-received': { text: 'warning.milestoneNotAsReceived' },
  'budget-code-kept': { text: 'warning.budgetCodeKept' },
  'budget-left-out': { text: 'warning.budgetLeftOut' },
  'budget-not-checked': { text: 'warning.budgetNotChecked' },
  'customer-repeated': { text: 'warning.customerRepeated', page: 'customer' },
};

interface WarningAlertsProps {
  warnings: readonly Warning[] | undefined;
  /** Of the amounts in them. */
  currency?: string | undefined;
}

/** What deserves a second look though it forbids nothing; a warning that is newer than this page in the API's words. */
export function WarningAlerts({ warnings = [], currency }: WarningAlertsProps) {
  return warnings.map((warning) => (
    <Alert
      key={`${warning.code} ${warning.recordId ?? warning.recordNumber}`}
      color="yellow"
      variant="outline"
      c="inherit"
    >
      <WarningText warning={warning} said={known[warning.code]} currency={currency} />
    </Alert>
  ));
}

interface WarningTextProps {
  warning: Warning;
  said: { text: TextKey; page?: keyof typeof pages } | undefined;
  currency: string | undefined;
}

/** One warning, with the way to the record that it is about. */
export function WarningText({ warning, said, currency }: WarningTextProps) {
  const { t, money } = useTexts();
  const may = useMay();
  const { detail, expected, actual, recordId, recordNumber, candidates = [] } = warning;
  const amount = (of: string | undefined): string => (of && currency ? money(of, currency) : (of ?? ''));
  return (
    <>
      {said
        ? t(said.text, {
            expected: amount(expected),
            actual: amount(actual),
            name: recordNumber ?? '',
          })
        : detail}
      {[...(recordId ? [{ id: recordId, number: recordNumber }] : []), ...candidates].map(
        ({ id, number }) =>
          said?.page &&
          may(pages[said.page]) && (
            <Fragment key={id}>
              {' '}
              <Anchor component={Link} to={pageOf(said.page, id)} underline="always" inherit>
                {number ?? t('warning.toRecord')}
              </Anchor>
            </Fragment>
          ),
      )}
    </>
  );
}
