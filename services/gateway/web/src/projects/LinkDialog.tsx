import { openProjectStatuses } from '@closeout/contracts/vocabulary';
import { Button, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient, type QueryKey } from '@tanstack/react-query';
import type { Schemas } from '../api/client.js';
import { useTexts } from '../text/TextProvider.js';
import { CancelButton, Dialog } from '../ui/Dialog.js';
import { ProblemAlert } from '../ui/ProblemAlert.js';
import { useForm } from '../ui/useForm.js';
import { useFormProblem } from '../ui/useFormProblem.js';
import { useToast } from '../ui/useToast.js';
import { WarningAlerts } from '../warnings/WarningAlerts.js';
import { ProjectSelect } from './ProjectSelect.js';

interface LinkFormProps {
  onClose(): void;
  /** What the link means. */
  lead: string;
  /** Whose projects, in which currency. */
  of: { customerId: string; currency: string };
  act(projectId: string): Promise<{ warnings?: Schemas['Warning'][] | undefined }>;
  done: string;
  stale(projectId: string): readonly QueryKey[];
}

/** Links a record to a project of its customer. */
export function LinkDialog({ opened, title, ...form }: LinkFormProps & { opened: boolean; title: string }) {
  return (
    <Dialog opened={opened} onClose={form.onClose} title={title}>
      <LinkForm {...form} submit={title} />
    </Dialog>
  );
}

function LinkForm({ onClose, lead, of, act, done, stale, submit }: LinkFormProps & { submit: string }) {
  const { t } = useTexts();
  const queries = useQueryClient();
  const toast = useToast();
  const form = useForm({ initialValues: { projectId: '' } });
  const refusal = useFormProblem(form, (name) => name === 'projectId');
  const link = useMutation({
    mutationFn: ({ projectId }: { projectId: string }) => act(projectId),
    onMutate: () => refusal.show(null),
    onError: refusal.show,
    onSuccess: ({ warnings = [] }) => {
      toast(done);
      if (warnings.length === 0) onClose();
    },
    onSettled: (_answer, _error, { projectId }) =>
      Promise.all(stale(projectId).map((queryKey) => queries.invalidateQueries({ queryKey }))),
  });
  // What the project did not take stays to be read.
  if (link.data?.warnings?.length)
    return (
      <Stack>
        <WarningAlerts warnings={link.data.warnings} />
        <Group justify="flex-end">
          <Button onClick={onClose}>{t('app.close')}</Button>
        </Group>
      </Stack>
    );
  return (
    <form onSubmit={form.onSubmit((values) => link.mutate(values))}>
      <Stack>
        <ProblemAlert error={refusal.error} lines={refusal.lines} />
        <Text size="sm">{lead}</Text>
        <ProjectSelect
          value={form.values.projectId}
          onChange={(project) => form.setFieldValue('projectId', project?.id ?? '')}
          customerId={of.customerId}
          statuses={openProjectStatuses}
          required
          error={form.errors.projectId}
        />
        <Group justify="flex-end">
          <CancelButton />
          <Button type="submit" loading={link.isPending} disabled={!form.values.projectId}>
            {submit}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
