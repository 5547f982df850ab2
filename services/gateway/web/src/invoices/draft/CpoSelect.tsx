import { Select, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { compare, subtract } from '../../format/decimal.js';
import { useTexts } from '../../text/TextProvider.js';
import { projectCposQuery } from '../invoiceQueries.js';
import type { DraftFormReturn } from './DraftFields.js';
import { takesInvoices } from './invoiceable.js';

/** The customer's order to draw on, where the project has one, and what would be left of it. */
export function CpoSelect({ form, gross }: { form: DraftFormReturn; gross: string }) {
  const { t, money } = useTexts();
  const { projectId, cpoId } = form.values;
  const { data } = useQuery(projectCposQuery(projectId));
  const orders = (projectId && data?.items) || [];
  if (orders.length === 0) return null;
  const chosen = orders.find(({ id }) => id === cpoId);
  const rest = chosen && subtract(chosen.drawdown.left, gross);
  const beyond = rest !== undefined && compare(rest, '0') < 0;
  return (
    <Select
      label={t('draft.cpo')}
      placeholder={t('draft.cpo.none')}
      data={orders.map((cpo) => ({
        value: cpo.id,
        disabled: !takesInvoices(cpo),
        label: t('draft.cpo.choice', {
          number: cpo.number,
          left: money(cpo.drawdown.left, cpo.currency),
          ordered: money(cpo.drawdown.ordered, cpo.currency),
        }),
      }))}
      clearable
      clearButtonProps={{ 'aria-label': t('draft.cpo.none') }}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      description={
        chosen && rest ? (
          <Text span inherit c={beyond ? 'var(--mantine-color-error)' : undefined} className="figures">
            {t(beyond ? 'draft.cpo.beyond' : 'draft.cpo.rest', {
              amount: money(rest.replace('-', ''), chosen.currency),
            })}
          </Text>
        ) : (
          orders.filter(takesInvoices).length > 1 && t('draft.cpo.which')
        )
      }
      {...form.getInputProps('cpoId')}
      value={cpoId || null}
      onChange={(id) => form.setFieldValue('cpoId', id ?? '')}
    />
  );
}
