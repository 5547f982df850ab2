import { limits } from '@closeout/contracts/limits';
import { serviceNames } from '@closeout/contracts/services';
import { Alert, Button, Code, Group, MultiSelect, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, ask } from '../api/client.js';
import { rolesQuery } from '../roles/roleQueries.js';
import { useProof } from '../secondFactor/useProof.js';
import { useTexts } from '../text/TextProvider.js';
import { CopyButton } from '../ui/CopyButton.js';
import { DayInput } from '../ui/DayInput.js';
import { CancelButton, Dialog } from '../ui/Dialog.js';
import { ProblemAlert } from '../ui/ProblemAlert.js';
import { useForm } from '../ui/useForm.js';
import { useFormProblem } from '../ui/useFormProblem.js';
import type { EventSource } from './apiKeyQueries.js';

const empty = { name: '', roles: [] as string[], eventSources: [] as EventSource[], expiresAt: '' };

export function AddApiKeyDialog({ opened, onClose }: { opened: boolean; onClose(): void }) {
  const { t } = useTexts();
  return (
    <Dialog opened={opened} onClose={onClose} title={t('apiKeys.add')} size="lg">
      <AddApiKeyForm onClose={onClose} />
    </Dialog>
  );
}

function AddApiKeyForm({ onClose }: { onClose(): void }) {
  const { t } = useTexts();
  const queries = useQueryClient();
  const roles = useQuery(rolesQuery);
  const form = useForm({ initialValues: empty });
  const refusal = useFormProblem(form, (name) => name in empty);
  const { proved, dialog } = useProof();
  const add = useMutation({
    mutationFn: ({ expiresAt, eventSources, ...values }: typeof empty) =>
      proved(() =>
        ask(
          api.POST('/api-keys', {
            // Good until the end of the day that was chosen.
            body: {
              ...values,
              eventSources: eventSources.length > 0 ? eventSources : null,
              expiresAt: expiresAt ? `${expiresAt}T23:59:59Z` : null,
            },
          }),
        ),
      ),
    onMutate: () => refusal.show(null),
    onError: refusal.show,
    onSuccess: () => {
      form.resetDirty();
      return queries.invalidateQueries({ queryKey: ['api-keys'] });
    },
    gcTime: 0,
  });
  if (add.data)
    return (
      <Stack>
        <Alert
          role="status"
          color="green"
          variant="outline"
          title={t('apiKeys.made', { name: add.data.name })}
        >
          <Text size="sm">{t('apiKeys.secret.hint')}</Text>
        </Alert>
        <Group wrap="nowrap" align="flex-start">
          <Code block flex={1} className="prose" aria-label={t('apiKeys.secret')}>
            {add.data.secret}
          </Code>
          <CopyButton value={add.data.secret} />
        </Group>
        <Group justify="flex-end">
          <Button data-autofocus onClick={onClose}>
            {t('apiKeys.kept')}
          </Button>
        </Group>
      </Stack>
    );
  return (
    <>
      <form onSubmit={form.onSubmit((values) => add.mutate(values))}>
        <Stack>
          <ProblemAlert error={refusal.error} lines={refusal.lines} />
          <TextInput
            label={t('apiKeys.name')}
            description={t('apiKeys.name.hint')}
            required
            maxLength={limits.apiKey.name}
            data-autofocus
            {...form.getInputProps('name')}
          />
          <MultiSelect
            label={t('users.roles')}
            data={(roles.data?.items ?? []).map(({ key, name }) => ({ value: key, label: name }))}
            required
            searchable
            clearable
            clearButtonProps={{ 'aria-label': t('users.roles.clear') }}
            {...form.getInputProps('roles')}
          />
          <MultiSelect
            label={t('apiKeys.sources')}
            description={t('apiKeys.sources.hint')}
            data={[...serviceNames]}
            clearable
            clearButtonProps={{ 'aria-label': t('apiKeys.sources.clear') }}
            {...form.getInputProps('eventSources')}
          />
          <DayInput
            label={t('apiKeys.expiresAt')}
            description={t('apiKeys.expiresAt.hint')}
            {...form.getInputProps('expiresAt')}
          />
          <Group justify="flex-end">
            <CancelButton />
            <Button type="submit" loading={add.isPending}>
              {t('apiKeys.add')}
            </Button>
          </Group>
        </Stack>
      </form>
      {dialog}
    </>
  );
}
