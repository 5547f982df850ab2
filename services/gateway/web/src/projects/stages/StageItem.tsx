import { ActionIcon, Button, Group, Menu, Stack, Text, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMay } from '../../session/useMe.js';
import { useTexts } from '../../text/TextProvider.js';
import { Bar } from '../../ui/Bar.js';
import { StatusBadge } from '../../ui/StatusBadge.js';
import type { Project } from '../projectQueries.js';
import { allows } from '../projectWork.js';
import { CompleteDialog, toBeRequested } from './CompleteDialog.js';
import { CompletionControl } from './CompletionControl.js';
import { StageFacts } from './StageFacts.js';
import type { Stage } from './stageForm.js';
import classes from './Stages.module.css';
import type { useStageChanges } from './useStageChanges.js';

interface StageItemProps {
  project: Project;
  stage: Stage;
  stages: readonly Stage[];
  changes: ReturnType<typeof useStageChanges>;
  onEdit(): void;
}

/** Everything of one stage in words, and what can be done with it. */
export function StageItem({ project, stage, stages, changes, onEdit }: StageItemProps) {
  const { t, percent } = useTexts();
  const may = useMay();
  const [asking, { open: ask, close }] = useDisclosure();
  const place = stages.indexOf(stage);
  const [above, below] = [stages[place - 1], stages[place + 1]];
  const manages = may('project_stages.manage');
  const requested = toBeRequested(stage.id, project.milestones);
  const report = (completion: number) => {
    if (completion === 100 && requested.length > 0) ask();
    else changes.complete.mutate({ stage, completion });
  };
  return (
    <li className={classes.stage} id={`stage-${stage.id}`}>
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <Group gap="xs">
          <Title order={3} size="h5">
            {stage.name}
          </Title>
          <StatusBadge group="stageStatus" status={stage.status} />
          {stage.overdue && (
            <Text span size="sm" fw={600} c="var(--mantine-color-error)">
              ! {t('projects.overdue')}
            </Text>
          )}
        </Group>
        {manages && allows(project, 'administration') && (
          <Group gap={4} wrap="nowrap">
            <Button
              variant="subtle"
              size="compact-sm"
              onClick={onEdit}
              aria-label={t('stage.edit', { name: stage.name })}
            >
              {t('app.edit')}
            </Button>
            {(above || below || allows(project, 'planning')) && (
              <Menu position="bottom-end">
                <Menu.Target>
                  <ActionIcon variant="subtle" aria-label={t('stage.actions', { name: stage.name })}>
                    ⋯
                  </ActionIcon>
                </Menu.Target>
                <Menu.Dropdown>
                  {above && (
                    <Menu.Item onClick={() => changes.move.mutate({ stage, past: above })}>
                      ↑ {t('stage.up')}
                    </Menu.Item>
                  )}
                  {below && (
                    <Menu.Item onClick={() => changes.move.mutate({ stage, past: below })}>
                      ↓ {t('stage.down')}
                    </Menu.Item>
                  )}
                  {allows(project, 'planning') && (
                    <Menu.Item onClick={() => changes.remove.mutate(stage)}>{t('app.delete')}</Menu.Item>
                  )}
                </Menu.Dropdown>
              </Menu>
            )}
          </Group>
        )}
      </Group>
      <Stack gap={6}>
        {stage.description && (
          <Text size="sm" className="prose">
            {stage.description}
          </Text>
        )}
        <StageFacts stage={stage} stages={stages} milestones={project.milestones} />
        {manages && allows(project, 'progress') ? (
          <CompletionControl stage={stage} onChange={report} />
        ) : (
          <Group wrap="nowrap" className={classes.completion}>
            <div style={{ flex: 1 }}>
              <Bar percent={stage.completion} label={`${stage.name}: ${percent(stage.completion)}`} />
            </div>
            <Text size="sm" className="figures">
              {percent(stage.completion)}
            </Text>
          </Group>
        )}
      </Stack>
      <CompleteDialog
        stage={stage}
        milestones={requested}
        opened={asking}
        onClose={close}
        onComplete={() => changes.complete.mutate({ stage, completion: 100 })}
      />
    </li>
  );
}
