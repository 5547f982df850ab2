import { Button, Group, Stack } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, ask } from '../../api/client.js';
import { meQuery, useMay } from '../../session/useMe.js';
import { useTexts } from '../../text/TextProvider.js';
import { CancelButton, Dialog } from '../../ui/Dialog.js';
import { useEditing } from '../../ui/useEditing.js';
import { useForm } from '../../ui/useForm.js';
import { useToast } from '../../ui/useToast.js';
import { projectKey, projectQuery, type Project } from '../projectQueries.js';
import { dataOf, dataPatch, emptyData, isDataField, type ProjectData } from './projectData.js';
import { ProjectDataFields } from './ProjectDataFields.js';

interface EditProjectDialogProps {
  project: Project;
  opened: boolean;
  onClose(): void;
}

export default function EditProjectDialog({ project, opened, onClose }: EditProjectDialogProps) {
  const { t } = useTexts();
  return (
    <Dialog opened={opened} onClose={onClose} title={t('project.edit.title')} size="xl">
      <EditProjectForm project={project} onClose={onClose} />
    </Dialog>
  );
}

function EditProjectForm({ project, onClose }: Omit<EditProjectDialogProps, 'opened'>) {
  const { t } = useTexts();
  const queries = useQueryClient();
  const toast = useToast();
  const may = useMay();
  const me = useQuery(meQuery).data?.user.id;
  const runs = [project.projectManagerId, project.technicalManagerId].some((id) => id !== null && id === me);
  const appoints = runs || may('project_team.manage');
  const form = useForm<ProjectData>({ initialValues: dataOf(project) });
  const editing = useEditing({
    record: project,
    form,
    valuesOf: dataOf,
    read: () => queries.fetchQuery({ ...projectQuery(project.id), staleTime: 0 }),
    isField: isDataField,
  });
  const save = useMutation({
    mutationFn: (values: ProjectData) =>
      ask(
        api.PATCH('/projects/{id}', {
          params: { path: { id: project.id } },
          headers: editing.ifMatch,
          body: dataPatch(editing.before ?? emptyData, values),
        }),
      ),
    onMutate: editing.begin,
    onError: editing.refuse,
    onSuccess: async () => {
      toast(t('project.edit.done'));
      onClose();
      await Promise.all([
        queries.invalidateQueries({ queryKey: projectKey(project.id) }),
        queries.invalidateQueries({ queryKey: ['projects', 'list'] }),
      ]);
    },
  });
  return (
    <form onSubmit={form.onSubmit((values) => save.mutate(values))}>
      <Stack>
        {editing.alert}
        <ProjectDataFields
          at={(field) => form.getInputProps(field)}
          currency={project.currency}
          money={project.totals !== undefined}
          managers={appoints ? undefined : project}
          complete={[project.type, project.revenueModel, project.internalNotes].some(Boolean)}
        />
        <Group justify="flex-end">
          <CancelButton />
          <Button type="submit" loading={save.isPending} disabled={!form.isDirty()}>
            {t('app.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
