import { limits } from '@closeout/contracts/limits';
import { Textarea, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { api, ask } from '../../api/client.js';
import { useTexts } from '../../text/TextProvider.js';
import { DayInput } from '../../ui/DayInput.js';
import { changed } from '../../ui/changed.js';
import { RecordDialog } from '../../ui/RecordDialog.js';
import { projectKey } from '../projectQueries.js';
import { deliverableQuery, type Deliverable } from './workQueries.js';

const empty = { name: '', description: '', dueDate: '' };
type Values = typeof empty;

const valuesOf = ({ name, description, dueDate }: Deliverable): Values => ({
  name,
  description: description ?? '',
  dueDate: dueDate ?? '',
});
const asked = ({ name, description, dueDate }: Values) => ({
  name,
  description: description.trim() || null,
  dueDate: dueDate || null,
});

interface DeliverableDialogProps {
  projectId: string;
  /** The one that is edited, 'new', or null: closed. */
  asked: Deliverable | 'new' | null;
  onClose(): void;
}

export function DeliverableDialog({ projectId, asked: about, onClose }: DeliverableDialogProps) {
  const { t } = useTexts();
  const queries = useQueryClient();
  const record = about === 'new' ? null : about;
  const path = { id: projectId };
  return (
    <RecordDialog
      opened={about !== null}
      onClose={onClose}
      title={record ? t('app.edit.name', { name: record.name }) : t('deliverable.add')}
      record={record}
      initialValues={empty}
      valuesOf={valuesOf}
      read={() => queries.fetchQuery({ ...deliverableQuery(projectId, record?.id ?? ''), staleTime: 0 })}
      save={(values, before, headers) =>
        ask(
          record
            ? api.PATCH('/projects/{id}/deliverables/{deliverableId}', {
                params: { path: { ...path, deliverableId: record.id } },
                headers,
                body: changed(asked(values), before && asked(before)),
              })
            : api.POST('/projects/{id}/deliverables', { params: { path }, body: asked(values) }),
        )
      }
      done={({ name }) => t('app.saved', { name })}
      stale={[projectKey(projectId)]}
    >
      {(form) => (
        <>
          <TextInput
            label={t('deliverable.name')}
            required
            maxLength={limits.deliverable.name}
            data-autofocus
            {...form.getInputProps('name')}
          />
          <Textarea
            label={t('newProject.field.description')}
            autosize
            minRows={2}
            maxRows={8}
            {...form.getInputProps('description')}
          />
          <DayInput label={t('project.milestone.due')} {...form.getInputProps('dueDate')} />
        </>
      )}
    </RecordDialog>
  );
}
