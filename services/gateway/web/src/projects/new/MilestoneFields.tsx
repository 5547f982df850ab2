import { limits } from '@closeout/contracts/limits';
import { Button, CloseButton, Group, Select, Stack, Text, TextInput, VisuallyHidden } from '@mantine/core';
import { randomId } from '@mantine/hooks';
import type { UseFormReturnType } from '@mantine/form';
import { useEffect, useRef } from 'react';
import { useTexts } from '../../text/TextProvider.js';
import { AmountInput } from '../../ui/AmountInput.js';
import {
  sumAgainstBudget,
  typesOpenTo,
  type MilestoneType,
  type MilestoneValues,
  type ProjectValues,
} from './projectForm.js';
import classes from './MilestoneFields.module.css';
import { DayInput } from '../../ui/DayInput.js';

type Form = UseFormReturnType<ProjectValues>;

export function MilestoneFields({ form }: { form: Form }) {
  const { t, money } = useTexts();
  const { milestones, currency } = form.values;
  const sums = sumAgainstBudget(form.values);
  const first: MilestoneType = milestones.length === 0 ? 'ADVANCE' : 'PROGRESS';
  const last: MilestoneType = milestones.some(({ type }) => type === 'FINAL') ? 'PROGRESS' : 'FINAL';
  const list = useRef<HTMLDivElement>(null);
  const isAdded = useRef(false);
  useEffect(() => {
    if (isAdded.current) list.current?.lastElementChild?.querySelector('input')?.focus();
    isAdded.current = false;
  });
  const add = (type: MilestoneType, expectedAmount = '') => {
    const added: MilestoneValues = { key: randomId(), type, expectedAmount, dueDate: '', label: '' };
    isAdded.current = true;
    form.insertListItem('milestones', added);
  };
  return (
    <>
      {milestones.length === 0 && <Text size="sm">{t('newProject.payments.none')}</Text>}
      <Stack ref={list} display={milestones.length === 0 ? 'none' : undefined}>
        {milestones.map((milestone, index) => (
          <MilestoneRow key={milestone.key} form={form} index={index} milestone={milestone} />
        ))}
      </Stack>
      <Group>
        <Button variant="default" onClick={() => add(first)} disabled={milestones.length >= 100}>
          {t('newProject.payments.add')}
        </Button>
        {sums && sums.sign > 0 && milestones.length > 0 && (
          <Button variant="default" onClick={() => add(last, sums.rest)}>
            {t(last === 'FINAL' ? 'newProject.payments.final' : 'newProject.payments.rest', {
              amount: money(sums.rest, currency),
            })}
          </Button>
        )}
      </Group>
      {sums && (
        <Text role="status" className="figures">
          {t('newProject.sum', { sum: money(sums.planned, currency), budget: money(sums.budget, currency) })}
          {' – '}
          <Text span fw={600} c={sums.sign < 0 ? 'var(--mantine-color-error)' : undefined}>
            {sums.sign === 0 && t('newProject.sum.fits')}
            {sums.sign > 0 && t('newProject.sum.less', { amount: money(sums.rest, currency) })}
            {sums.sign < 0 &&
              t('newProject.sum.more', { amount: money(sums.rest.replace('-', ''), currency) })}
          </Text>
        </Text>
      )}
    </>
  );
}

function MilestoneRow({ form, index, milestone }: { form: Form; index: number; milestone: MilestoneValues }) {
  const { t } = useTexts();
  const { milestones } = form.values;
  const at = (field: keyof MilestoneValues) => form.getInputProps(`milestones.${index}.${field}`);
  const progressNo = milestones.slice(0, index + 1).filter(({ type }) => type === 'PROGRESS').length;
  return (
    <fieldset className={classes.fields}>
      <VisuallyHidden component="legend">{t('newProject.payment', { no: index + 1 })}</VisuallyHidden>
      <Select
        label={t('newProject.payment.type')}
        data={typesOpenTo(milestones, milestone.key).map((value) => ({
          value,
          label: t(`milestone.${value}`),
        }))}
        allowDeselect={false}
        {...at('type')}
      />
      <AmountInput
        label={t('newProject.payment.amount')}
        required
        currency={form.values.currency}
        {...at('expectedAmount')}
      />
      <DayInput label={t('newProject.payment.dueDate')} {...at('dueDate')} />
      <TextInput
        label={t('newProject.payment.label')}
        placeholder={t(`milestone.default.${milestone.type}`, { no: progressNo })}
        maxLength={limits.milestone.label}
        {...at('label')}
      />
      <CloseButton
        className={classes.remove}
        size="lg"
        aria-label={t('newProject.payments.remove', { no: index + 1 })}
        onClick={() => form.removeListItem('milestones', index)}
      />
    </fieldset>
  );
}
