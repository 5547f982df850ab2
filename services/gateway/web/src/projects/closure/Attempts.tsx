import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, ask, type Schemas } from '../../api/client.js';
import { useTexts } from '../../text/TextProvider.js';
import { Dialog } from '../../ui/Dialog.js';
import { Loaded } from '../../ui/Loaded.js';
import { StatusBadge } from '../../ui/StatusBadge.js';
import { projectKey, type Project } from '../projectQueries.js';
import classes from '../work/Work.module.css';
import { BlockerLine } from './BlockerLine.js';
import { ThreeBars } from './ThreeBars.js';

type Closures = Schemas['ClosurePreview']['closures'];

/** Every time that somebody asked for the financial closure, with what was decided on which figures. */
export function Attempts({ project, closures }: { project: Project; closures: Closures }) {
  const { t, instant, day } = useTexts();
  const [asked, setAsked] = useState<string | null>(null);
  if (closures.length === 0) return null;
  return (
    <div>
      <Title order={3} size="h5">
        {t('closure.attempts')}
      </Title>
      <ul className={classes.list}>
        {closures.map((closure) => (
          <li key={closure.closureId}>
            <div className={classes.what}>
              <Group gap="xs">
                <StatusBadge group="closureStatus" status={closure.status} />
                <Text size="sm">
                  {t('project.history.by', {
                    name: closure.requestedBy.name,
                    at: instant(closure.requestedAt),
                  })}
                </Text>
              </Group>
              {closure.reason && (
                <Text size="sm" className="prose">
                  {closure.reason}
                </Text>
              )}
              <Text size="sm" c="dimmed">
                {closure.withdrawnBecause ?? t('closure.effective', { day: day(closure.effectiveDate) })}
              </Text>
            </div>
            {(closure.status === 'FINALIZED' || closure.status === 'REJECTED') && (
              <Button
                size="compact-sm"
                variant="default"
                aria-label={t('closure.report.of', { at: instant(closure.requestedAt) })}
                onClick={() => setAsked(closure.closureId)}
              >
                {t('closure.report')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <Dialog opened={asked !== null} onClose={() => setAsked(null)} title={t('closure.report')} size="lg">
        {asked && <Report project={project} closureId={asked} />}
      </Dialog>
    </div>
  );
}

/** What a decision rested on: it is evidence and does not change. */
function Report({ project, closureId }: { project: Project; closureId: string }) {
  const { t, instant } = useTexts();
  const closure = useQuery({
    queryKey: [...projectKey(project.id), 'financial-closure', closureId],
    queryFn: ({ signal }) =>
      ask(
        api.GET('/projects/{id}/financial-closure/{closureId}', {
          signal,
          params: { path: { id: project.id, closureId } },
        }),
      ),
  });
  return (
    <Loaded query={closure}>
      {({ report, status }) =>
        report && (
          <Stack>
            <Group gap="xs">
              <StatusBadge group="closureStatus" status={status} />
              <Text size="sm">{t('closure.report.decided', { at: instant(report.decidedAt) })}</Text>
            </Group>
            <ThreeBars
              of={{ ...report, totals: { ...report.totals, currency: report.currency } }}
              currency={report.currency}
            />
            {report.blockers.length > 0 && (
              <ul className={classes.list}>
                {report.blockers.map((blocker) => (
                  <BlockerLine
                    key={`${blocker.code} ${blocker.recordId} ${blocker.permission}`}
                    project={project}
                    blocker={blocker}
                    of={{ ...report, totals: { ...report.totals, currency: report.currency } }}
                    currency={report.currency}
                    past
                  />
                ))}
              </ul>
            )}
          </Stack>
        )
      }
    </Loaded>
  );
}
