import { limits } from '@closeout/contracts/limits';
import { Button, CloseButton, Group, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, ask } from '../../api/client.js';
import { PersonSelect } from '../../people/PersonSelect.js';
import { useTexts } from '../../text/TextProvider.js';
import { CancelButton, Dialog } from '../../ui/Dialog.js';
import { ProblemAlert } from '../../ui/ProblemAlert.js';
import { useForm } from '../../ui/useForm.js';
import { useFormProblem } from '../../ui/useFormProblem.js';
import { useToast } from '../../ui/useToast.js';
import { projectKey } from '../projectQueries.js';
import classes from './Team.module.css';

interface AddPeopleDialogProps {
  projectId: string;
  /** Ids of those who are on the team already. */
  present: readonly string[];
  opened: boolean;
  onClose(): void;
}

export function AddPeopleDialog({ opened, ...rest }: AddPeopleDialogProps) {
  const { t } = useTexts();
  return (
    <Dialog opened={opened} onClose={rest.onClose} title={t('team.add')} size="lg">
      <AddPeopleForm {...rest} />
    </Dialog>
  );
}

interface Chosen {
  userId: string;
  name: string;
  role: string;
}

function AddPeopleForm({ projectId, present, onClose }: Omit<AddPeopleDialogProps, 'opened'>) {
  const { t } = useTexts();
  const queries = useQueryClient();
  const toast = useToast();
  const form = useForm<{ members: Chosen[] }>({ initialValues: { members: [] } });
  const refusal = useFormProblem(form, (name) => /^members\.\d+\.role$/.test(name));
  const { members } = form.values;
  const assign = useMutation({
    mutationFn: (chosen: readonly Chosen[]) =>
      ask(
        api.POST('/projects/{id}/team', {
          params: { path: { id: projectId } },
          body: { members: chosen.map(({ userId, role }) => ({ userId, role: role.trim() || null })) },
        }),
      ),
    onMutate: () => refusal.show(null),
    onError: refusal.show,
    onSuccess: async () => {
      toast(t('team.added', { count: members.length }));
      onClose();
      await queries.invalidateQueries({ queryKey: projectKey(projectId) });
    },
  });
  return (
    <form onSubmit={form.onSubmit((values) => assign.mutate(values.members))}>
      <Stack>
        <ProblemAlert error={refusal.error} lines={refusal.lines} />
        <PersonSelect
          label={t('team.person')}
          value=""
          onChange={(person) =>
            person && form.insertListItem('members', { userId: person.id, name: person.name, role: '' })
          }
          without={[...present, ...members.map(({ userId }) => userId)]}
        />
        {members.map(({ userId, name }, index) => (
          <div key={userId} className={classes.person}>
            <Text fw={600} pb={6}>
              {name}
            </Text>
            <TextInput
              label={t('team.role.of', { name })}
              placeholder={t('team.role.hint')}
              maxLength={limits.teamMember.role}
              {...form.getInputProps(`members.${index}.role`)}
            />
            <CloseButton
              size="lg"
              aria-label={t('team.remove', { name })}
              onClick={() => form.removeListItem('members', index)}
            />
          </div>
        ))}
        <Text size="sm" c="dimmed">
          {t('team.sees')}
        </Text>
        <Group justify="flex-end">
          <CancelButton />
          <Button type="submit" loading={assign.isPending} disabled={members.length === 0}>
            {t('team.add')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
