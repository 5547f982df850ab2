import type { ServiceName } from '@closeout/contracts/services';
import { Badge, Group, Stack, Text, UnstyledButton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTexts } from '../text/TextProvider.js';
import { statusQuery } from './deadLetterQueries.js';
import classes from './ServiceCard.module.css';

interface ServiceCardProps {
  service: ServiceName;
  chosen: boolean;
  onChoose(): void;
}

/** How one service’s messages fare, and the way to those that it could not apply. */
export function ServiceCard({ service, chosen, onChoose }: ServiceCardProps) {
  const { t, word } = useTexts();
  const { data, error } = useQuery(statusQuery(service));
  const connected = data && data.broker.publish && data.broker.consume;
  return (
    <UnstyledButton className={classes.card} aria-pressed={chosen} onClick={onChoose}>
      <Stack gap={4}>
        <Group justify="space-between" wrap="nowrap">
          <Text fw={600}>{word('service', service)}</Text>
          {data && data.deadLetters > 0 && (
            <Badge color="red" variant="filled" className="figures">
              {data.deadLetters}
            </Badge>
          )}
        </Group>
        {error && <Text size="sm">{t('operations.away')}</Text>}
        {data && (
          <>
            <Text size="sm">{t('operations.dead', { count: data.deadLetters })}</Text>
            <Text size="sm">{t('operations.waiting', { count: data.inbox.waiting })}</Text>
            <Text size="sm">{t('operations.unsent', { count: data.outbox.size })}</Text>
            <Text size="sm">{t(connected ? 'operations.connected' : 'operations.notConnected')}</Text>
          </>
        )}
      </Stack>
    </UnstyledButton>
  );
}
