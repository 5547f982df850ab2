import { limits } from '@closeout/contracts/limits';
import { projectTypes, revenueModels } from '@closeout/contracts/vocabulary';
import { Select, SimpleGrid, Stack, Textarea, TextInput } from '@mantine/core';
import type { GetInputPropsReturnType } from '@mantine/form';
import type { ReactNode } from 'react';
import { PersonSelect } from '../../people/PersonSelect.js';
import { useTexts } from '../../text/TextProvider.js';
import { AmountInput } from '../../ui/AmountInput.js';
import type { Project } from '../projectQueries.js';
import { type ProjectDataField } from './projectData.js';
import classes from './ProjectDataFields.module.css';
import { DayInput } from '../../ui/DayInput.js';

interface ProjectDataFieldsProps {
  at(field: ProjectDataField): GetInputPropsReturnType;
  currency: string;
  /** Beside the budget, where the currency is still open. */
  currencyField?: ReactNode;
  /** Whether the fields that are seldom needed are shown from the beginning. */
  complete?: boolean;
  /** Whether the one who fills it in may see the project's money. */
  money?: boolean;
  /** Given where the one who fills it in may not say who runs the project: those who do. */
  managers?: Pick<Project, 'projectManager' | 'technicalManager'> | undefined;
}

/** What is known of a project besides its customer: the same when it is created and later. */
export function ProjectDataFields({
  at,
  currency,
  currencyField,
  complete,
  money = true,
  managers,
}: ProjectDataFieldsProps) {
  const { t, word } = useTexts();
  const choices = (group: string, words: readonly string[]) =>
    words.map((value) => ({ value, label: word(group, value) }));
  return (
    <Stack>
      <TextInput
        label={t('newProject.field.title')}
        required
        maxLength={limits.project.title}
        {...at('title')}
      />
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        {money && (
          <>
            <AmountInput
              label={t('newProject.field.budgetTotal')}
              required
              currency={currency}
              {...at('budgetTotal')}
            />
            {currencyField ?? <div />}
          </>
        )}
        <DayInput label={t('newProject.field.startDate')} required {...at('startDate')} />
        <DayInput label={t('newProject.field.endDate')} {...at('endDate')} />
        {managers ? (
          <>
            <ReadManager field="projectManagerId" name={managers.projectManager?.name} />
            <ReadManager field="technicalManagerId" name={managers.technicalManager?.name} />
          </>
        ) : (
          <>
            <Manager at={at} field="projectManagerId" />
            <Manager at={at} field="technicalManagerId" />
          </>
        )}
      </SimpleGrid>
      <Textarea
        label={t('newProject.field.description')}
        autosize
        minRows={2}
        maxRows={12}
        {...at('description')}
      />
      <details className={classes.more} open={complete}>
        <summary>{t('newProject.more')}</summary>
        <Stack pt="sm">
          <SimpleGrid cols={{ base: 1, xs: 2 }}>
            <Select
              label={t('newProject.field.type')}
              data={choices('projectType', projectTypes)}
              clearable
              clearButtonProps={{ 'aria-label': t('newProject.clear.type') }}
              {...optional(at('type'))}
            />
            <Select
              label={t('newProject.field.revenueModel')}
              data={choices('revenueModel', revenueModels)}
              clearable
              clearButtonProps={{ 'aria-label': t('newProject.clear.revenueModel') }}
              {...optional(at('revenueModel'))}
            />
            {money && (
              <AmountInput
                label={t('newProject.field.hourlyRate')}
                currency={currency}
                {...at('hourlyRate')}
              />
            )}
            <TextInput
              label={t('newProject.field.businessUnitId')}
              maxLength={limits.project.businessUnitId}
              {...at('businessUnitId')}
            />
            <TextInput
              label={t('newProject.field.legalEntityId')}
              maxLength={limits.project.legalEntityId}
              {...at('legalEntityId')}
            />
          </SimpleGrid>
          <Textarea
            label={t('newProject.field.internalNotes')}
            description={t('newProject.field.internalNotes.hint')}
            autosize
            minRows={2}
            maxRows={12}
            {...at('internalNotes')}
          />
        </Stack>
      </details>
    </Stack>
  );
}

/** A choice that may be none: the library's is null, the form's ''. */
function optional({ value, onChange, ...rest }: GetInputPropsReturnType) {
  return {
    ...rest,
    value: (value as string) || null,
    onChange: (chosen: string | null) => (onChange as (value: string) => void)(chosen ?? ''),
  };
}

type ManagerField = 'projectManagerId' | 'technicalManagerId';

/** For those who may not appoint: whoever runs a project sees its money. */
function ReadManager({ field, name }: { field: ManagerField; name: string | undefined }) {
  const { t } = useTexts();
  return (
    <TextInput
      label={t(`newProject.field.${field}`)}
      description={t('project.edit.managers.hint')}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      value={name ?? t('app.none')}
      readOnly
      variant="filled"
    />
  );
}

function Manager({ at, field }: Pick<ProjectDataFieldsProps, 'at'> & { field: ManagerField }) {
  const { t } = useTexts();
  const { value, onChange, error } = at(field) as {
    value: string;
    onChange(id: string): void;
    error?: ReactNode;
  };
  return (
    <PersonSelect
      label={t(`newProject.field.${field}`)}
      value={value}
      onChange={(person) => onChange(person?.id ?? '')}
      error={error}
      path={field}
      clearable
    />
  );
}
