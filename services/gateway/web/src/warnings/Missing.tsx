import { Alert, List } from '@mantine/core';
import type { Schemas } from '../api/client.js';
import { useTexts } from '../text/TextProvider.js';
import type { TextKey } from '../text/translate.js';
import { WarningText } from './WarningAlerts.js';

type Warning = Schemas['Warning'];

const known: Record<string, { text: TextKey; page?: 'customer' } | undefined> = {
  'buyer-address-missing': { text: 'missing.buyerAddress', page: 'customer' },
  'buyer-vat-number-missing': { text: 'missing.buyerVatNumber', page: 'customer' },
  'supply-date-missing': { text: 'missing.supplyDate' },
  'exemption-reason-missing': { text: 'missing.exemptionReason' },
  'seller-address-missing': { text: 'missing.sellerAddress' },
  'seller-vat-number-missing': { text: 'missing.sellerVatNumber' },
};

/** What a valid invoice says and this one does not: before it is issued, when it can still be said. */
export function Missing({ missing = [] }: { missing: readonly Warning[] | undefined }) {
  const { t } = useTexts();
  if (missing.length === 0) return null;
  return (
    <Alert color="yellow" variant="outline" c="inherit" title={t('missing.title')}>
      <List size="sm">
        {missing.map((warning) => (
          <List.Item key={warning.code}>
            <WarningText warning={warning} said={known[warning.code]} currency={undefined} />
          </List.Item>
        ))}
      </List>
    </Alert>
  );
}
