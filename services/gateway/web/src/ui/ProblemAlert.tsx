import { Alert, List, Text } from '@mantine/core';
import { ProblemError } from '../api/problem.js';
import { useTexts } from '../text/TextProvider.js';

/** What was refused and why, as the API says it; `lines` are those that no field shows. */
export function ProblemAlert({ error, lines = [] }: { error: Error | null; lines?: readonly string[] }) {
  const { t } = useTexts();
  if (!error) return null;
  const problem = error instanceof ProblemError ? error.problem : undefined;
  const detail = problem?.code === 'unreachable' ? t('problem.unreachable') : error.message;
  return (
    <Alert role="alert" color="red" variant="outline" title={problem?.title || t('problem.title')}>
      <Text size="sm">{detail}</Text>
      {lines.length > 0 && (
        <List size="sm">
          {lines.map((line) => (
            <List.Item key={line}>{line}</List.Item>
          ))}
        </List>
      )}
      {problem && problem.status >= 500 && typeof problem.instance === 'string' && (
        <Text size="xs">{t('problem.reference', { id: problem.instance })}</Text>
      )}
    </Alert>
  );
}
