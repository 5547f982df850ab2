import { limits } from '@closeout/contracts/limits';
import { milestoneTypes } from '@closeout/contracts/vocabulary';
import { Button, Group, Select, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, ask } from '../../api/client.js';
import { useMay } from '../../session/useMe.js';
import { useTexts } from '../../text/TextProvider.js';
import { AmountInput } from '../../ui/AmountInput.js';
import { DayInput } from '../../ui/DayInput.js';
import { CancelButton, Dialog } from '../../ui/Dialog.js';
import { useEditing } from '../../ui/useEditing.js';
import { useForm } from '../../ui/useForm.js';
import { useToast } from '../../ui/useToast.js';
import { projectKey, projectQuery, stagesQuery, type Project } from '../projectQueries.js';
import { BudgetSum } from './BudgetSum.js';
import {
  agreedInput,
  agreedPatch,
  agreedValues,
  isAgreedField,
  newAgreed,
  sumWith,
  type AgreedValues,
  type Milestone,
} from './milestoneForm.js';

interface MilestoneDialogProps {
  project: Project;
  milestones: readonly Milestone[];
  /** The one that is edited, 'new', or null: closed. */
  asked: Milestone | 'new' | null;
  onClose(): void;
}

export function MilestoneDialog({ asked, onClose, ...rest }: MilestoneDialogProps) {
  const { t } = useTexts();
  const title = asked === 'new' ? t('milestone.add') : t('milestone.edit', { label: asked?.label ?? '' });
  return (
    <Dialog opened={asked !== null} onClose={onClose} title={title} size="lg">
      {asked && <MilestoneForm milestone={asked === 'new' ? null : asked} onClose={onClose} {...rest} />}
    </Dialog>
  );
}

interface MilestoneFormProps extends Omit<MilestoneDialogProps, 'asked'> {
  milestone: Milestone | null;
}

function MilestoneForm({ project, milestones, milestone, onClose }: MilestoneFormProps) {
  const { t } = useTexts();
  const may = useMay();
  const queries = useQueryClient();
  const toast = useToast();
  const { budgetTotal = '0', currency } = project;
  const stages = useQuery({ ...stagesQuery(project.id), enabled: may('project_stages.view') });
  const form = useForm<AgreedValues>({
    initialValues: milestone ? agreedValues(milestone) : newAgreed(milestones, budgetTotal),
  });
  const editing = useEditing({
    record: milestone,
    form,
    valuesOf: agreedValues,
    read: () =>
      queries
        .fetchQuery({ ...projectQuery(project.id), staleTime: 0 })
        .then((now) => now.milestones?.find(({ id }) => id === milestone?.id)),
    isField: isAgreedField,
  });
  const save = useMutation({
    mutationFn: (values: AgreedValues) => {
      const path = { id: project.id };
      return ask(
        milestone
          ? api.PATCH('/projects/{id}/milestones/{milestoneId}', {
              params: { path: { ...path, milestoneId: milestone.id } },
              headers: editing.ifMatch,
              body: agreedPatch(editing.before ?? values, values),
            })
          : api.POST('/projects/{id}/milestones', { params: { path }, body: agreedInput(values) }),
      );
    },
    onMutate: editing.begin,
    onError: editing.refuse,
    onSuccess: async ({ label }) => {
      toast(t('milestone.saved', { label }));
      onClose();
      await Promise.all([
        queries.invalidateQueries({ queryKey: projectKey(project.id) }),
        queries.invalidateQueries({ queryKey: ['projects', 'list'] }),
      ]);
    },
  });
  const { type, expectedAmount, stageId } = form.values;
  const taken = milestones.map((one) => one.type);
  const open = milestoneTypes.filter((one) => one === 'PROGRESS' || !taken.includes(one));
  const stage = stages.data?.items.find(({ id }) => id === stageId);
  const atOnce =
    stage?.completion === 100 && stageId !== milestone?.stageId && !milestone?.paymentRequestedAt;
  return (
    <form onSubmit={form.onSubmit((values) => save.mutate(values))}>
      <Stack>
        {editing.alert}
        <SimpleGrid cols={{ base: 1, xs: 2 }}>
          <Select
            label={t('newProject.payment.type')}
            data={(milestone ? [type] : open).map((value) => ({ value, label: t(`milestone.${value}`) }))}
            allowDeselect={false}
            disabled={milestone !== null}
            description={
              milestone && t(milestone.status === 'PLANNED' ? 'milestone.type.fixed' : 'milestone.type.kept')
            }
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            {...form.getInputProps('type')}
          />
          <TextInput
            label={t('newProject.payment.label')}
            placeholder={t('milestone.label.system')}
            maxLength={limits.milestone.label}
            {...form.getInputProps('label')}
          />
          <AmountInput
            label={t('newProject.payment.amount')}
            required
            currency={currency}
            data-autofocus
            {...form.getInputProps('expectedAmount')}
          />
          <DayInput label={t('newProject.payment.dueDate')} {...form.getInputProps('dueDate')} />
        </SimpleGrid>
        {stages.data && (
          <Select
            label={t('milestone.stage')}
            description={t('milestone.stage.hint')}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            placeholder={t('milestone.stage.none')}
            data={stages.data.items.map(({ id, name }) => ({ value: id, label: name }))}
            clearable
            clearButtonProps={{ 'aria-label': t('milestone.stage.none') }}
            {...form.getInputProps('stageId')}
            value={stageId || null}
            onChange={(id) => form.setFieldValue('stageId', id ?? '')}
          />
        )}
        {atOnce && (
          <Text size="sm" fw={600}>
            {t('milestone.stage.complete', { name: stage.name })}
          </Text>
        )}
        <BudgetSum
          {...sumWith(milestones, milestone?.id ?? null, expectedAmount, budgetTotal)}
          budget={budgetTotal}
          currency={currency}
        />
        <Group justify="flex-end">
          <CancelButton />
          <Button type="submit" loading={save.isPending}>
            {milestone ? t('app.save') : t('milestone.add')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
