import { List, Paper, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { ask, type Schemas } from '../api/client.js';
import { useTexts } from '../text/TextProvider.js';
import { Loaded } from '../ui/Loaded.js';

type DryRun = Schemas['DryRun'];
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
}

/** What would follow, as the API found out by trying. What would be refused is said here before anything is typed. */
export function DryRunPreview({ queryKey, call }: DryRunPreviewProps) {
  const { t } = useTexts();
  const preview = useQuery({
    queryKey: [...queryKey, 'dry-run'],
    queryFn: () => ask(call()) as Promise<DryRun>,
    gcTime: 0,
  });
  return (
    <Paper withBorder p="sm" component="section">
      <Title order={3} size="h6">
        {t('dryRun.title')}
      </Title>
      <Loaded query={preview}>{(dryRun) => <Consequences dryRun={dryRun} />}</Loaded>
    </Paper>
  );
}

function Consequences({ dryRun }: { dryRun: DryRun }) {
  const { t, word, money } = useTexts();
  const lines = [
    ...dryRun.statusChanges.map(({ from, to }) =>
      t('project.history.change', { from: word('status', from), to: word('status', to) }),
    ),
    ...dryRun.documents.map(({ kind, number, amount, currency }) =>
      t('dryRun.document', { kind: word('documentKind', kind), number, amount: money(amount, currency) }),
    ),
    ...(dryRun.emails === null ? [t('dryRun.emails.unknown')] : []),
    ...(dryRun.emails?.length ? [t('dryRun.emails', { count: dryRun.emails.length })] : []),
  ];
  if (lines.length === 0) return <Text size="sm">{t('dryRun.nothing')}</Text>;
  return (
    <List size="sm">
      {lines.map((line) => (
        <List.Item key={line}>{line}</List.Item>
      ))}
    </List>
  );
}
