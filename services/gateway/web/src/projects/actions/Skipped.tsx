import { Alert, List, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { compare, subtract } from '../../format/decimal.js';
import { useTexts } from '../../text/TextProvider.js';
import { technicalClosureQuery, type Project } from '../projectQueries.js';

/** What an emergency finalization passes over: the records that wait for a decision, and the money that is open. */
export function Skipped({ project }: { project: Project }) {
  const { t, word, money } = useTexts();
  const closure = useQuery(technicalClosureQuery(project.id));
  const { number, title, customer, totals, budgetTotal, currency } = project;
  const kinds = new Map<string, number>();
  for (const { kind } of closure.data?.pending ?? []) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  const count = closure.data?.pendingCount ?? 0;
  const pending = [...kinds].map(([kind, of]) => `${word('pendingKind', kind)}: ${of}`).join(', ');
  const open = (text: 'skipped.notInvoiced' | 'skipped.notReceived', of: string, done: string) => {
    const left = subtract(of, done);
    return compare(left, '0') > 0 ? [t(text, { amount: money(left, currency) })] : [];
  };
  const lines = [
    ...(count > 0 ? [`${t('closure.technical.pending', { count })} (${pending})`] : []),
    ...(totals && budgetTotal !== undefined
      ? [
          ...open('skipped.notInvoiced', budgetTotal, totals.invoiced),
          ...open('skipped.notReceived', totals.invoiced, totals.received),
        ]
      : []),
    t('skipped.reconciliation'),
  ];
  return (
    <Alert color="red" variant="outline" c="inherit" title={t('skipped.title')}>
      <Text size="sm" fw={600} className="prose">
        {number} {title} · {customer.name}
      </Text>
      <Text size="sm">{t('skipped.text')}</Text>
      <List size="sm" className="figures">
        {lines.map((line) => (
          <List.Item key={line}>{line}</List.Item>
        ))}
      </List>
    </Alert>
  );
}
