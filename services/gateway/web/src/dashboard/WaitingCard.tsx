import { Anchor, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { Link } from 'react-router';
import { useTexts } from '../text/TextProvider.js';
import type { waitingInOrder, WaitingLine } from './waiting.js';
import classes from './WaitingCard.module.css';

type Waiting = ReturnType<typeof waitingInOrder>[number];
type Waits = WaitingLine['records'][number];

/** One kind of what waits: how many, how much, and the first of them to be opened at once. */
export function WaitingCard({ waiting: { line, place } }: { waiting: Waiting }) {
  const { t, money, duration } = useTexts();
  const { code, count, amounts, hours, records } = line;
  const title = t(`waiting.${code}`, { count });
  const sums = [
    ...amounts.map(({ currency, amount }) => money(amount, currency)),
    ...(hours ? [duration(hours)] : []),
  ];
  return (
    <Paper withBorder p="md" component="article">
      <Stack gap="xs">
        <div>
          <Title order={3} size="h5">
            {title}
          </Title>
          {sums.length > 0 && (
            <Text size="sm" className="figures">
              {sums.join(' · ')}
            </Text>
          )}
        </div>
        <ul className={classes.records}>
          {records.map((record) => (
            <li key={record.id}>
              <Anchor component={Link} to={place.one(record.id)} size="sm" className={classes.name}>
                {nameOf(record)}
              </Anchor>
              <Group gap="xs" wrap="nowrap">
                <Details record={record} only={records.length === 1} />
              </Group>
            </li>
          ))}
        </ul>
        {place.all && count > 1 ? (
          <Anchor component={Link} to={place.all} size="sm" underline="always">
            {t('waiting.all', { count })}
          </Anchor>
        ) : (
          count > records.length && (
            <Text size="sm" c="dimmed">
              {t('waiting.shown', { shown: records.length, count })}
            </Text>
          )
        )}
      </Stack>
    </Paper>
  );
}

/** What the card says of all is not said once more of the only one. */
function Details({ record: { count, amount, currency, since }, only }: { record: Waits; only: boolean }) {
  const { money, day } = useTexts();
  const details = only
    ? []
    : [count > 1 && amount === null ? String(count) : '', amount === null ? '' : money(amount, currency)];
  return (
    <Text size="xs" c="dimmed" className={`figures ${classes.details}`}>
      {[since ? day(since) : '', ...details].filter(Boolean).join(' · ')}
    </Text>
  );
}

const nameOf = ({ number, title }: Waits): string => (number ? `${number} ${title}` : title);
