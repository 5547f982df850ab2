import { limits } from '@closeout/contracts/limits';
import { openProjectStatuses } from '@closeout/contracts/vocabulary';
import { Autocomplete, SimpleGrid, TextInput } from '@mantine/core';
import type { Customer } from '../../customers/customerQueries.js';
import { CustomerField } from '../../customers/CustomerField.js';
import { compare } from '../../format/decimal.js';
import { MilestoneSelect, type Milestone } from '../../projects/MilestoneSelect.js';
import { ProjectSelect } from '../../projects/ProjectSelect.js';
import type { ProjectSummary } from '../../projects/projectQueries.js';
import { useTexts } from '../../text/TextProvider.js';
import { AmountInput } from '../../ui/AmountInput.js';
import { CurrencySelect } from '../../ui/CurrencySelect.js';
import { CustomerCredit } from '../CustomerCredit.js';
import type { ReceiptForm } from './DraftFields.js';
import { DayInput } from '../../ui/DayInput.js';

/** Payments go on while a project is on hold, after the work is closed, and for the invoices of a cancelled one. */
const payable = [...openProjectStatuses, 'CANCELLED'] as const;

/** Who paid, what for, how much, when and how. What follows from a choice is filled in; what no longer fits is taken away. */
export function SubjectFields({ form, draftId }: { form: ReceiptForm; draftId?: string }) {
  const { t } = useTexts();
  const { customerId, projectId, milestoneId, currency, amount } = form.values;
  const chooseCustomer = (customer: Customer | null) =>
    form.setValues({
      customerId: customer?.id ?? '',
      projectId: '',
      milestoneId: '',
      allocations: {},
      ...(customer && { currency: customer.currency }),
    });
  const chooseProject = (project: ProjectSummary | null) =>
    form.setValues({
      projectId: project?.id ?? '',
      milestoneId: '',
      ...(project && { currency: project.currency }),
    });
  const chooseMilestone = (milestone: Milestone | null) => {
    form.setFieldValue('milestoneId', milestone?.id ?? '');
    if (milestone && !amount && compare(milestone.remainingAmount, '0') > 0)
      form.setFieldValue('amount', milestone.remainingAmount);
  };
  return (
    <>
      <CustomerField value={customerId} onChange={chooseCustomer} error={form.errors['customerId']} />
      <CustomerCredit customerId={customerId} {...(draftId && { except: draftId })} />
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <ProjectSelect
          customerId={customerId}
          value={projectId}
          onChange={chooseProject}
          statuses={payable}
          placeholder={t('receipt.noProject')}
          clearable
          error={form.errors['projectId']}
        />
        <MilestoneSelect
          projectId={projectId}
          value={milestoneId}
          onChange={chooseMilestone}
          error={form.errors['milestoneId']}
        />
        <AmountInput
          label={t('receipt.amount')}
          required
          currency={currency}
          {...form.getInputProps('amount')}
        />
        <CurrencySelect
          label={t('newProject.field.currency')}
          required
          disabled={projectId !== ''}
          description={projectId ? t('draft.currency.project') : undefined}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          {...form.getInputProps('currency')}
        />
        <DayInput label={t('receipt.paymentDate')} required {...form.getInputProps('paymentDate')} />
        <Autocomplete
          label={t('receipt.method')}
          data={(['transfer', 'debit', 'card', 'cash', 'cheque'] as const).map((name) =>
            t(`receipt.method.${name}`),
          )}
          maxLength={limits.document.method}
          {...form.getInputProps('method')}
        />
      </SimpleGrid>
      <TextInput
        label={t('receipt.reference')}
        description={t('receipt.reference.hint')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        maxLength={limits.document.reference}
        {...form.getInputProps('reference')}
      />
    </>
  );
}
