import { Button, Group, Stack, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ask } from '../../api/client.js';
import { DryRunPreview } from '../../dryRun/DryRunPreview.js';
import { useTexts } from '../../text/TextProvider.js';
import { Dialog } from '../../ui/Dialog.js';
import { ProblemAlert } from '../../ui/ProblemAlert.js';
import { useFormProblem } from '../../ui/useFormProblem.js';
import { useToast } from '../../ui/useToast.js';
import { projectKey, type Project } from '../projectQueries.js';
import { projectActions, type Action, type ActionName } from './projectActions.js';

interface ActionDialogProps {
  project: Project;
  name: ActionName | null;
  onClose(): void;
}

/** Asks for the reason, shows what will follow, and does it. */
export function ActionDialog({ project, name, onClose }: ActionDialogProps) {
  const { t } = useTexts();
  return (
    <Dialog opened={name !== null} onClose={onClose} title={name ? t(`action.${name}`) : ''}>
      {name && <ActionForm key={name} project={project} name={name} onClose={onClose} />}
    </Dialog>
  );
}

const empty = { reason: '', effectiveDate: '' };

function ActionForm({ project, name, onClose }: ActionDialogProps & { name: ActionName }) {
  const { t } = useTexts();
  const queries = useQueryClient();
  const toast = useToast();
  const action: Action = projectActions[name];
  const form = useForm({ initialValues: empty });
  const refusal = useFormProblem(form, (field) => field in empty);
  const act = useMutation({
    mutationFn: ({ reason, effectiveDate }: typeof empty) => {
      const body = { reason: reason.trim(), ...(effectiveDate && { effectiveDate }) };
      return ask(action.call(project.id, body, false));
    },
    onMutate: () => refusal.show(null),
    onError: refusal.show,
    onSuccess: () => {
      toast(t('action.done', { action: t(`action.${name}`) }));
      onClose();
    },
    onSettled: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: projectKey(project.id) }),
        queries.invalidateQueries({ queryKey: ['projects', 'list'] }),
      ]),
  });
  return (
    <form onSubmit={form.onSubmit((values) => act.mutate(values))}>
      <Stack>
        <ProblemAlert error={refusal.error} lines={refusal.lines} />
        <Textarea
          label={t('action.reason')}
          description={t('action.reason.hint')}
          required={action.reason === 'required'}
          maxLength={2000}
          autosize
          minRows={2}
          data-autofocus
          {...form.getInputProps('reason')}
        />
        <TextInput
          type="date"
          label={t('action.effectiveDate')}
          description={t('action.effectiveDate.hint')}
          {...form.getInputProps('effectiveDate')}
        />
        <DryRunPreview
          queryKey={[...projectKey(project.id), name]}
          call={() => action.call(project.id, { reason: '?' }, true)}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('app.cancel')}
          </Button>
          <Button type="submit" color={action.grave ? 'red' : undefined} loading={act.isPending}>
            {t(`action.${name}`)}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
