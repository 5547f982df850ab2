import { limits } from '@closeout/contracts/limits';
import {
  Button,
  Group,
  MultiSelect,
  NumberInput,
  Select,
  SimpleGrid,
  Stack,
  Textarea,
  TextInput,
} from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, ask } from '../../api/client.js';
import { ProblemError } from '../../api/problem.js';
import { useTexts } from '../../text/TextProvider.js';
import { DayInput } from '../../ui/DayInput.js';
import { CancelButton, Dialog } from '../../ui/Dialog.js';
import { useEditing } from '../../ui/useEditing.js';
import { useForm } from '../../ui/useForm.js';
import { useToast } from '../../ui/useToast.js';
import { projectKey, stagesQuery, type Project } from '../projectQueries.js';
import { allows } from '../projectWork.js';
import {
  isStageField,
  newStage,
  stagePatch,
  stageValues,
  type Stage,
  type StageValues,
} from './stageForm.js';

interface StageDialogProps {
  project: Project;
  stages: readonly Stage[];
  /** The one that is edited, 'new', or null: closed. */
  asked: Stage | 'new' | null;
  onClose(): void;
}

export function StageDialog({ project, stages, asked, onClose }: StageDialogProps) {
  const { t } = useTexts();
  const title = asked === 'new' ? t('stage.add') : t('stage.edit', { name: asked?.name ?? '' });
  return (
    <Dialog opened={asked !== null} onClose={onClose} title={title} size="lg">
      {asked && (
        <StageForm
          project={project}
          stages={stages}
          stage={asked === 'new' ? null : asked}
          onClose={onClose}
        />
      )}
    </Dialog>
  );
}

interface StageFormProps extends Omit<StageDialogProps, 'asked'> {
  stage: Stage | null;
}

function StageForm({ project, stages, stage, onClose }: StageFormProps) {
  const { t } = useTexts();
  const queries = useQueryClient();
  const toast = useToast();
  const others = stages.filter(({ id }) => id !== stage?.id);
  const form = useForm<StageValues>({
    initialValues: stage ? stageValues(stage, stages) : newStage(stages),
  });
  const editing = useEditing({
    record: stage,
    form,
    valuesOf: (one: Stage) => stageValues(one, stages),
    read: () =>
      queries
        .fetchQuery({ ...stagesQuery(project.id), staleTime: 0 })
        .then(({ items }) => items.find(({ id }) => id === stage?.id)),
    isField: isStageField,
  });
  const save = useMutation({
    mutationFn: (values: StageValues) => {
      const body = stagePatch(values, editing.before, stage, stages);
      const path = { id: project.id };
      return ask(
        stage
          ? api.PATCH('/projects/{id}/stages/{stageId}', {
              params: { path: { ...path, stageId: stage.id } },
              headers: editing.ifMatch,
              body,
            })
          : api.POST('/projects/{id}/stages', { params: { path }, body }),
      );
    },
    onMutate: editing.begin,
    onError: (error) => editing.refuse(aboutDependencies(error)),
    onSuccess: async ({ name }) => {
      toast(t('stage.saved', { name }));
      onClose();
      await queries.invalidateQueries({ queryKey: projectKey(project.id) });
    },
  });
  /** A circle belongs to the field that closes it. */
  const aboutDependencies = (error: Error): Error => {
    if (!(error instanceof ProblemError) || error.problem.code !== 'stage-cycle') return error;
    const names = new Map(stages.map(({ id, name }) => [id, name]));
    const way = (error.problem.cycle as string[]).map((id) => names.get(id) ?? form.values.name);
    const { code, detail } = error.problem;
    return new ProblemError({
      ...error.problem,
      way: way.join(' → '),
      errors: [{ pointer: '/dependsOn', code, detail }],
    });
  };
  const planning = allows(project, 'planning');
  return (
    <form onSubmit={form.onSubmit((values) => save.mutate(values))}>
      <Stack>
        {editing.alert}
        <TextInput
          label={t('stage.field.name')}
          required
          maxLength={limits.stage.name}
          data-autofocus
          {...form.getInputProps('name')}
        />
        <Textarea
          label={t('stage.field.description')}
          autosize
          minRows={2}
          maxRows={8}
          {...form.getInputProps('description')}
        />
        <SimpleGrid cols={{ base: 1, xs: 2 }}>
          <DayInput label={t('stage.field.dueDate')} {...form.getInputProps('dueDate')} />
          <NumberInput
            label={t('stage.field.weight')}
            description={t('stage.field.weight.hint')}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            required
            min={1}
            max={limits.stage.weight}
            allowDecimal={false}
            disabled={!planning}
            {...form.getInputProps('weight')}
          />
        </SimpleGrid>
        <MultiSelect
          label={t('stage.field.dependsOn')}
          description={t('stage.field.dependsOn.hint')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          placeholder={form.values.dependsOn.length === 0 ? t('stage.field.dependsOn.none') : undefined}
          data={others.map(({ id, name }) => ({ value: id, label: name }))}
          searchable
          openOnFocus={false}
          nothingFoundMessage={t('stage.field.dependsOn.nothing')}
          maxValues={50}
          disabled={!planning || others.length === 0}
          {...form.getInputProps('dependsOn')}
        />
        {others.length > 0 && (
          <Select
            label={t('stage.field.place')}
            data={[
              { value: '0', label: t('stage.field.place.first') },
              ...others.map(({ name }, i) => ({
                value: String(i + 1),
                label: t('stage.field.place.after', { name }),
              })),
            ]}
            allowDeselect={false}
            {...form.getInputProps('place')}
          />
        )}
        <Group justify="flex-end">
          <CancelButton />
          <Button type="submit" loading={save.isPending}>
            {stage ? t('app.save') : t('stage.add')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
