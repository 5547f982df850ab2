import { Alert, List, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { ProblemError } from '../api/problem.js';
import { ProofCancelled } from '../api/proofCancelled.js';
import { refusalText, refusalTitle } from '../text/refusals.js';
import { useTexts } from '../text/TextProvider.js';

/** What was refused and why; `lines` are those that no field shows. */
interface ProblemAlertProps {
  error: Error | null;
  lines?: readonly string[];
  /** What can be done about it. */
  children?: ReactNode;
}

export function ProblemAlert({ error, lines = [], children }: ProblemAlertProps) {
  const texts = useTexts();
  const { t } = texts;
  // That somebody closed a dialog is nothing to be told.
  if (!error || error instanceof ProofCancelled) return null;
  const problem = error instanceof ProblemError ? error.problem : undefined;
  return (
    <Alert
      role="alert"
      color="red"
      variant="outline"
      title={problem ? refusalTitle(problem, texts) : t('problem.title')}
    >
      <Text size="sm">{problem ? refusalText(problem, texts) : error.message}</Text>
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
      {children}
    </Alert>
  );
}
