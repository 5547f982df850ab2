import { pageOf } from '@closeout/contracts/pages';
import { Anchor, Badge, Group, Paper, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useId } from 'react';
import { Link } from 'react-router';
import { OrderActionButton } from '../orders/OrderActionButton.js';
import { RecordLink } from '../ui/RecordLink.js';
import { useTexts } from '../text/TextProvider.js';
import type { Decision } from './decisionQueries.js';
import { MismatchFigures, VersionFigures } from './DecisionFigures.js';

interface DecisionCardProps {
  decision: Decision;
  onDecided(): void;
}

/** One thing that waits: the figures, who asked and why, and the two answers. */
export function DecisionCard({ decision, onDecided }: DecisionCardProps) {
  const { t, instant } = useTexts();
  const heading = useId();
  const { kind, cpo, by, reason, since } = decision;
  const isVersion = kind === 'CPO_VERSION';
  return (
    <Paper
      withBorder
      p="md"
      component="section"
      aria-labelledby={heading}
      tabIndex={-1}
      data-decision={cpo.id}
    >
      <Stack gap="sm">
        <Group justify="space-between" align="flex-start" gap="xs">
          <div>
            <Title order={2} size="h4" id={heading}>
              <Anchor component={Link} to={pageOf('order', cpo.id)} inherit>
                {t('order.titled', { number: cpo.number })}
              </Anchor>
            </Title>
            <Text size="sm" c="dimmed">
              <RecordLink page="customer" id={cpo.customerId} underline="always">
                {cpo.customerName}
              </RecordLink>
              {cpo.project && cpo.projectId && (
                <>
                  {' · '}
                  <RecordLink page="project" id={cpo.projectId} underline="always">
                    {`${cpo.project.number} ${cpo.project.title}`}
                  </RecordLink>
                </>
              )}
            </Text>
          </div>
          <Badge variant="outline" color="gray" tt="none" c="inherit">
            {t(`decisions.kind.${kind}`)}
          </Badge>
        </Group>
        <SimpleGrid component="dl" m={0} cols={{ base: 2, sm: 4 }}>
          {isVersion ? <VersionFigures order={cpo} /> : <MismatchFigures order={cpo} />}
        </SimpleGrid>
        <div>
          {reason && <Text className="prose">{reason}</Text>}
          <Text size="sm" c="dimmed">
            {t('order.by', { name: by.name ?? t('order.somebody'), at: instant(since) })}
          </Text>
        </div>
        <Group gap="sm">
          <OrderActionButton
            order={cpo}
            name={isVersion ? 'versions/approve' : 'mismatch/accept'}
            variant="filled"
            onDone={onDecided}
          />
          <OrderActionButton
            order={cpo}
            name={isVersion ? 'versions/reject' : 'mismatch/reject'}
            onDone={onDecided}
          />
          {isVersion && (
            <Anchor component={Link} to={pageOf('order', cpo.id)} size="sm">
              {t('decisions.compare')}
            </Anchor>
          )}
        </Group>
      </Stack>
    </Paper>
  );
}
