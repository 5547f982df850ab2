import { Button, Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useMay } from '../../session/useMe.js';
import { useTexts } from '../../text/TextProvider.js';
import { Bar } from '../../ui/Bar.js';
import { Loaded } from '../../ui/Loaded.js';
import { Section } from '../../ui/Section.js';
import { stagesQuery, type Project } from '../projectQueries.js';
import { allows } from '../projectWork.js';
import { StageDialog } from './StageDialog.js';
import type { Stage } from './stageForm.js';
import { StageItem } from './StageItem.js';
import classes from './Stages.module.css';
import { TimelineFigure } from './TimelineFigure.js';
import { useStageChanges } from './useStageChanges.js';

export function StagesView({ project }: { project: Project }) {
  const { t } = useTexts();
  const stages = useQuery(stagesQuery(project.id));
  return (
    <Section title={t('project.stages')}>
      <Loaded query={stages}>{({ items }) => <Stages project={project} stages={items} />}</Loaded>
    </Section>
  );
}

function Stages({ project, stages }: { project: Project; stages: readonly Stage[] }) {
  const { t, percent } = useTexts();
  const may = useMay();
  const changes = useStageChanges(project.id);
  const [asked, setAsked] = useState<Stage | 'new' | null>(null);
  const plans = may('project_stages.manage') && allows(project, 'planning');
  const weighted = stages.some(({ weight }) => weight !== stages[0]?.weight);
  return (
    <>
      {stages.length === 0 ? (
        <Text c="dimmed">{t(plans ? 'project.stages.none.plan' : 'project.stages.none')}</Text>
      ) : (
        <>
          <div>
            <Group justify="space-between">
              <Text size="sm" fw={600} className="figures">
                {t('projects.completion')}: {percent(project.completion)}
              </Text>
              <Text size="sm" c="dimmed">
                {t(weighted ? 'stages.mean.weighted' : 'stages.mean')}
              </Text>
            </Group>
            <Bar
              percent={project.completion}
              label={`${t('projects.completion')}: ${percent(project.completion)}`}
            />
          </div>
          <TimelineFigure project={project} stages={stages} />
          <ol className={classes.stages}>
            {stages.map((stage) => (
              <StageItem
                key={stage.id}
                project={project}
                stage={stage}
                stages={stages}
                changes={changes}
                onEdit={() => setAsked(stage)}
              />
            ))}
          </ol>
        </>
      )}
      {plans && (
        <Group>
          <Button variant={stages.length === 0 ? 'filled' : 'default'} onClick={() => setAsked('new')}>
            {t('stage.add')}
          </Button>
        </Group>
      )}
      <StageDialog project={project} stages={stages} asked={asked} onClose={() => setAsked(null)} />
    </>
  );
}
