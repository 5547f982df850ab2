import { limits } from '@closeout/contracts/limits';
import { Button, Checkbox, SimpleGrid, Textarea, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, ask } from '../../api/client.js';
import { today } from '../../format/days.js';
import { useTexts } from '../../text/TextProvider.js';
import { AmountInput } from '../../ui/AmountInput.js';
import { DayInput } from '../../ui/DayInput.js';
import { changed } from '../../ui/changed.js';
import { RecordDialog } from '../../ui/RecordDialog.js';
import { useToast } from '../../ui/useToast.js';
import { projectKey, type Project } from '../projectQueries.js';
import { timeEntryQuery, type TimeEntry } from './workQueries.js';

const empty = { date: '', hours: '', description: '', taskType: '', billable: true };
type Values = typeof empty;

const valuesOf = ({ date, hours, description, taskType, billable }: TimeEntry): Values => ({
  date,
  hours,
  description,
  taskType: taskType ?? '',
  billable,
});
const asked = ({ taskType, ...values }: Values) => ({ ...values, taskType: taskType.trim() || null });

interface TimeEntryDialogProps {
  project: Project;
  /** The one that is edited, 'new', or null: closed. */
  about: TimeEntry | 'new' | null;
  onClose(): void;
}

/** One's own hours: kept as a draft, or submitted at once. */
export function TimeEntryDialog({ project, about, onClose }: TimeEntryDialogProps) {
  const { id: projectId, startDate, endDate } = project;
  const { t } = useTexts();
  const queries = useQueryClient();
  const toast = useToast();
  // Which of the two buttons was pressed.
  const [submits, setSubmits] = useState(true);
  const record = about === 'new' ? null : about;
  const save = async (values: Values, before: Values | null, headers: Record<string, string>) => {
    const path = { id: projectId };
    const saved = await ask(
      record
        ? api.PATCH('/projects/{id}/time-entries/{timeEntryId}', {
            params: { path: { ...path, timeEntryId: record.id } },
            headers,
            body: changed(asked(values), before && asked(before)),
          })
        : api.POST('/projects/{id}/time-entries', { params: { path }, body: asked(values) }),
    );
    if (!submits) return saved;
    const params = { path: { ...path, timeEntryId: saved.id } };
    const submitting = ask(api.POST('/projects/{id}/time-entries/{timeEntryId}/submit', { params }));
    return submitting.catch((error: Error) => {
      // The draft is there: to save it once more would make another.
      toast(error, 'refused');
      return saved;
    });
  };
  return (
    <RecordDialog
      opened={about !== null}
      onClose={onClose}
      title={t(record ? 'time.edit' : 'time.add')}
      record={record}
      initialValues={{ ...empty, date: today() }}
      valuesOf={valuesOf}
      read={() => queries.fetchQuery({ ...timeEntryQuery(projectId, record?.id ?? ''), staleTime: 0 })}
      save={save}
      done={({ status }) => t(status === 'SUBMITTED' ? 'time.saved.submitted' : 'time.saved')}
      stale={[projectKey(projectId)]}
      submit={t('time.saveAndSubmit')}
      onSubmitPressed={() => setSubmits(true)}
      also={
        <Button type="submit" variant="default" onClick={() => setSubmits(false)}>
          {t('time.saveDraft')}
        </Button>
      }
    >
      {(form) => (
        <>
          <SimpleGrid cols={{ base: 1, xs: 2 }}>
            <DayInput
              label={t('time.date')}
              required
              min={startDate}
              max={endDate !== null && endDate < today() ? endDate : today()}
              {...form.getInputProps('date')}
            />
            <AmountInput
              label={t('time.hours')}
              description={t('time.hours.hint')}
              inputWrapperOrder={['label', 'input', 'description', 'error']}
              required
              data-autofocus
              {...form.getInputProps('hours')}
            />
          </SimpleGrid>
          <Textarea
            label={t('time.description')}
            required
            autosize
            minRows={2}
            maxRows={8}
            maxLength={limits.timeEntry.description}
            {...form.getInputProps('description')}
          />
          <TextInput
            label={t('time.taskType')}
            placeholder={t('time.taskType.hint')}
            maxLength={limits.timeEntry.taskType}
            {...form.getInputProps('taskType')}
          />
          <Checkbox label={t('time.billable')} {...form.getInputProps('billable', { type: 'checkbox' })} />
        </>
      )}
    </RecordDialog>
  );
}
