import type { ServiceName } from '@closeout/contracts/services';
import { Alert, Button, List, Stack, Table, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { api, ask } from '../api/client.js';
import { useTexts } from '../text/TextProvider.js';
import { ReasonDialog } from '../ui/ReasonDialog.js';
import { deadLettersKey, eventLogQuery } from './deadLetterQueries.js';

const maxShown = 20;

/** A service whose database came back from a backup writes nothing until somebody decides here. Nothing for all others. */
export function RestoredAlert({ service }: { service: ServiceName }) {
  const { t, word, instant } = useTexts();
  const [opened, { open, close }] = useDisclosure();
  const { data: log } = useQuery(eventLogQuery(service));
  if (!log || log.phase === 'serving') return null;
  const name = word('service', service);
  if (log.phase === 'checking')
    return (
      <Alert color="yellow" variant="outline" role="status" title={t('restore.checking', { service: name })}>
        {t('restore.checking.text', {
          services: log.waitingFor.map((other) => word('service', other)).join(', '),
        })}
      </Alert>
    );
  const numbers = log.numbers.map(
    ({ series, year, last }) => `${series}-${year}-${String(last).padStart(4, '0')}`,
  );
  return (
    <Alert color="red" variant="filled" role="alert" title={t('restore.title', { service: name })}>
      <Stack align="flex-start">
        <Text size="sm">{t('restore.text')}</Text>
        <List size="sm">
          <List.Item>{t('restore.lost', { count: log.lostNow })}</List.Item>
          {numbers.length > 0 && (
            <List.Item>{t('restore.numbers', { numbers: numbers.join(', ') })}</List.Item>
          )}
          {log.waitingFor.length > 0 && (
            <List.Item>
              {t('restore.away', {
                services: log.waitingFor.map((other) => word('service', other)).join(', '),
              })}
            </List.Item>
          )}
        </List>
        {log.lostNow > 0 && (
          <Table c="inherit" aria-label={t('restore.lostEvents')}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('operations.event')}</Table.Th>
                <Table.Th>{t('restore.record')}</Table.Th>
                <Table.Th>{t('restore.at')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {log.lost.slice(0, Math.min(maxShown, log.lostNow)).map((event) => (
                <Table.Tr key={event.eventId}>
                  <Table.Td>{event.type}</Table.Td>
                  <Table.Td>{event.subject}</Table.Td>
                  <Table.Td>{instant(event.time)}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        )}
        <Button variant="white" color="red" onClick={open}>
          {t('restore.resync')}
        </Button>
      </Stack>
      <ReasonDialog
        opened={opened}
        onClose={close}
        title={t('restore.resync')}
        hint={t('restore.resync.hint')}
        reason="required"
        grave
        act={({ reason }) => ask(api.POST(`/operations/${service}/event-log/resync`, { body: { reason } }))}
        done={t('restore.resynced', { service: name })}
        stale={[deadLettersKey]}
      />
    </Alert>
  );
}
