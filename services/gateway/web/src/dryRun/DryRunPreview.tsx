import { List, Paper, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ask, type Schemas } from '../api/client.js';
import { useTexts } from '../text/TextProvider.js';
import { Missing } from '../warnings/Missing.js';
import { WarningAlerts } from '../warnings/WarningAlerts.js';
import { JournalTable } from './JournalTable.js';
import { Loaded } from '../ui/Loaded.js';

export type DryRun = Schemas['DryRun'];
interface Answer {
  data?: unknown;
  error?: unknown;
  response: Response;
}

interface DryRunPreviewProps {
  /** Under the key of the record, so that a change of the record makes the preview old. */
  queryKey: readonly unknown[];
  /** The action itself with `dryRun=true`. */
  call(): Promise<Answer>;
  /** What follows in other services, which the one that was asked does not know. */
  more?(dryRun: DryRun): ReactNode;
  /** What to say of a refusal instead of the API's own words; undefined: those. */
  refused?(error: Error): ReactNode;
  /** While it is done in earnest, and after: the record changes then, and what was asked before would be refused. */
  paused?: boolean;
}

/** What would follow, as the API found out by trying. What would be refused is said here before anything is typed. */
export function DryRunPreview({ queryKey, call, more, refused, paused = false }: DryRunPreviewProps) {
  const { t } = useTexts();
  const preview = useQuery({
    queryKey: [...queryKey, 'dry-run'],
    queryFn: () => ask(call()) as Promise<DryRun>,
    gcTime: 0,
    enabled: !paused,
  });
  return (
    <Paper withBorder p="sm" component="section">
      <Title order={3} size="h6">
        {t('dryRun.title')}
      </Title>
      {(preview.error && refused?.(preview.error)) ?? (
        <Loaded query={preview}>{(dryRun) => <Consequences dryRun={dryRun} more={more?.(dryRun)} />}</Loaded>
      )}
    </Paper>
  );
}

/** Whose words a status is in, by the kind of the record. */
const wordsOfStatus: Record<string, string | undefined> = {
  INVOICE: 'invoiceStatus',
  RECEIPT: 'receiptStatus',
  CPO: 'cpoStatus',
  QUOTE: 'quoteStatus',
};

/** Decisions on hours and expenses follow where a project comes to an end in which nobody can decide any more. */
function rejectedLines({ events }: DryRun, t: ReturnType<typeof useTexts>['t']): string[] {
  return (
    [
      ['projects.time-entry-decided.v1', 'dryRun.rejected.hours'],
      ['projects.expense-decided.v1', 'dryRun.rejected.expenses'],
    ] as const
  ).flatMap(([type, key]) => {
    const count = events.filter((event) => event.type === type).length;
    return count > 0 ? [t(key, { count })] : [];
  });
}

function Consequences({ dryRun, more }: { dryRun: DryRun; more: ReactNode }) {
  const { t, word, money } = useTexts();
  const lines = [
    ...dryRun.statusChanges.map(({ recordKind, from, to }) => {
      const words = wordsOfStatus[recordKind];
      const group = words ?? 'status';
      const change = t('project.history.change', { from: word(group, from), to: word(group, to) });
      return words ? t('dryRun.statusOf', { kind: word('documentKind', recordKind), change }) : change;
    }),
    ...dryRun.documents.map(({ kind, number, amount, currency }) =>
      t('dryRun.document', { kind: word('documentKind', kind), number, amount: money(amount, currency) }),
    ),
    ...(dryRun.emails === null ? [t('dryRun.emails.unknown')] : []),
    ...(dryRun.openInvoices === null ? [t('dryRun.openInvoices.unknown')] : []),
    ...rejectedLines(dryRun, t),
  ];
  const open = dryRun.openInvoices ?? [];
  const emails = dryRun.emails ?? [];
  if (lines.length + emails.length + open.length + dryRun.journalLines.length === 0)
    return <Text size="sm">{t('dryRun.nothing')}</Text>;
  return (
    <Stack gap="xs">
      <WarningAlerts warnings={dryRun.warnings} currency={dryRun.documents[0]?.currency} />
      <Missing missing={dryRun.missing} />
      <List size="sm">
        {lines.map((line, no) => (
          <List.Item key={`${no} ${line}`}>{line}</List.Item>
        ))}
        {open.length > 0 && (
          <List.Item>
            {t('dryRun.openInvoices', { count: open.length })}
            <Text size="sm" className="figures">
              {open
                .map(({ number, due, currency }) =>
                  due === undefined
                    ? number
                    : t('dryRun.openInvoices.due', { number, amount: money(due, currency) }),
                )
                .join(', ')}
            </Text>
          </List.Item>
        )}
        {emails.length > 0 && (
          <List.Item>
            {t('dryRun.emails', { count: emails.length })}
            <Text size="xs" c="dimmed">
              {emails.map(({ recipient }) => recipient).join(', ')}
            </Text>
          </List.Item>
        )}
      </List>
      {more}
      {dryRun.journalLines.length > 0 && <JournalTable lines={dryRun.journalLines} />}
    </Stack>
  );
}
