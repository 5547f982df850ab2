import { Badge, Button, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, ask } from '../api/client.js';
import { useTexts } from '../text/TextProvider.js';
import { Loaded } from '../ui/Loaded.js';
import { Section } from '../ui/Section.js';
import { useToast } from '../ui/useToast.js';
import { sessionsQuery, type OwnSession } from './accountQueries.js';
import { programName } from './programName.js';

/** Where one is signed in, to be ended there: on a machine that was lost, say. */
export function SessionsSection() {
  const { t } = useTexts();
  const toast = useToast();
  const queries = useQueryClient();
  const sessions = useQuery(sessionsQuery);
  const settled = {
    onError: (error: Error) => toast(error, 'refused'),
    onSettled: () => queries.invalidateQueries({ queryKey: sessionsQuery.queryKey }),
  };
  const end = useMutation({
    mutationFn: (id: string) => ask(api.POST('/me/sessions/{id}/end', { params: { path: { id } } })),
    onSuccess: () => toast(t('account.sessions.ended')),
    ...settled,
  });
  const endOthers = useMutation({
    mutationFn: () => ask(api.POST('/me/sessions/end-others')),
    onSuccess: () => toast(t('account.sessions.othersEnded')),
    ...settled,
  });
  return (
    <Section title={t('account.sessions')}>
      <Text size="sm" c="dimmed">
        {t('account.sessions.hint')}
      </Text>
      <Loaded query={sessions}>
        {({ items }) => (
          <>
            <Stack component="ul" gap="sm" m={0} p={0} style={{ listStyle: 'none' }}>
              {items.map((session) => (
                <SessionLine
                  key={session.id}
                  session={session}
                  ending={end.isPending && end.variables === session.id}
                  onEnd={() => end.mutate(session.id)}
                />
              ))}
            </Stack>
            {items.length > 1 && (
              <Group justify="flex-end">
                <Button variant="default" loading={endOthers.isPending} onClick={() => endOthers.mutate()}>
                  {t('account.sessions.endOthers')}
                </Button>
              </Group>
            )}
          </>
        )}
      </Loaded>
    </Section>
  );
}

interface SessionLineProps {
  session: OwnSession;
  ending: boolean;
  onEnd(): void;
}

function SessionLine({ session, ending, onEnd }: SessionLineProps) {
  const { t, instant } = useTexts();
  const { current, program, address, createdAt, lastUsedAt } = session;
  const name = programName(program) ?? t('account.sessions.unknown');
  const instants = { begun: instant(createdAt), used: instant(lastUsedAt) };
  return (
    <Group component="li" justify="space-between" wrap="nowrap">
      <div>
        <Group gap="xs">
          <Text fw={500}>{name}</Text>
          {current && <Badge variant="light">{t('account.sessions.current')}</Badge>}
        </Group>
        <Text size="sm" c="dimmed">
          {address === null ? '' : `${address} · `}
          {t('account.sessions.when', instants)}
        </Text>
      </div>
      {!current && (
        <Button
          variant="default"
          size="xs"
          flex="none"
          loading={ending}
          aria-label={t('account.sessions.endNamed', { name, begun: instants.begun })}
          onClick={onEnd}
        >
          {t('account.sessions.end')}
        </Button>
      )}
    </Group>
  );
}
