import { Button, Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { mayPass, ProblemError } from '../api/problem.js';
import { NotFoundPage } from '../app/NotFoundPage.js';
import { RefusalPage } from '../app/RefusalPage.js';
import { useTexts } from '../text/TextProvider.js';
import { ProblemAlert } from './ProblemAlert.js';
import { useFailure } from './useFailure.js';
import { Waiting } from './Waiting.js';

/** Of `useQuery` and `useInfiniteQuery`. */
export interface Asked {
  data: unknown;
  error: Error | null;
  isPlaceholderData?: boolean;
  isPaused: boolean;
  isFetching: boolean;
  refetch(): Promise<unknown>;
}

/** Why something could not be read, and the way to ask again where that may help: it also happens by itself. */
export function ReadFailure({ error, query }: { error: Error; query: Asked }) {
  const { t } = useTexts();
  return (
    <ProblemAlert error={error}>
      {mayPass(error) && (
        <Group mt="xs" gap="sm">
          <Button variant="default" size="compact-sm" onClick={() => void query.refetch()}>
            {t('app.retry')}
          </Button>
          <Text size="sm">{t(query.isFetching ? 'retry.now' : 'retry.later')}</Text>
        </Group>
      )}
    </ProblemAlert>
  );
}

/** In the place of what has not been read yet. */
export function Unread({ query, skeleton }: { query: Asked; skeleton: ReactNode }) {
  const { t } = useTexts();
  const failure = useFailure(query);
  if (query.isPaused) return <Text c="dimmed">{t('offline.read')}</Text>;
  return failure ? <ReadFailure error={failure} query={query} /> : <Waiting>{skeleton}</Waiting>;
}

/** In the place of a page whose record has not been read yet, is not there, or is not to be seen. */
export function UnreadPage({ query, skeleton }: { query: Asked; skeleton: ReactNode }) {
  const problem = query.error instanceof ProblemError ? query.error.problem : undefined;
  if (problem && [400, 404].includes(problem.status)) return <NotFoundPage />;
  if (problem?.code === 'permission-missing')
    return <RefusalPage permissions={typeof problem.permission === 'string' ? [problem.permission] : []} />;
  return <Unread query={query} skeleton={skeleton} />;
}
