import { List, Paper, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { ask, type Schemas } from '../../api/client.js';
import { useTexts } from '../../text/TextProvider.js';
import { Loaded } from '../../ui/Loaded.js';
import { projectKey, type Project } from '../projectQueries.js';
import { projectActions, type Action, type ActionName } from './projectActions.js';

/** What would follow, as the API found out by trying. What would be refused is said here before anything is typed. */
export function ActionPreview({ project, name }: { project: Project; name: ActionName }) {
  const { t } = useTexts();
  const action: Action = projectActions[name];
  const preview = useQuery({
    queryKey: [...projectKey(project.id), 'dry-run', name],
    queryFn: () => ask(action.call(project.id, { reason: '?' }, true)) as Promise<Schemas['DryRun']>,
    gcTime: 0,
  });
  return (
    <Paper withBorder p="sm" component="section">
      <Title order={3} size="h6">
        {t('action.preview')}
      </Title>
      <Loaded query={preview}>{(dryRun) => <Consequences dryRun={dryRun} />}</Loaded>
    </Paper>
  );
}

function Consequences({ dryRun }: { dryRun: Schemas['DryRun'] }) {
  const { t, word, money } = useTexts();
  const lines = [
    ...dryRun.statusChanges.map(({ from, to }) =>
      t('project.history.change', { from: word('status', from), to: word('status', to) }),
    ),
    ...dryRun.documents.map(({ kind, number, amount, currency }) =>
      t('action.preview.document', {
        kind: word('documentKind', kind),
        number,
        amount: money(amount, currency),
      }),
    ),
    ...(dryRun.emails === null ? [t('action.preview.emails.unknown')] : []),
    ...(dryRun.emails?.length ? [t('action.preview.emails', { count: dryRun.emails.length })] : []),
  ];
  if (lines.length === 0) return <Text size="sm">{t('action.preview.nothing')}</Text>;
  return (
    <List size="sm">
      {lines.map((line) => (
        <List.Item key={line}>{line}</List.Item>
      ))}
    </List>
  );
}
