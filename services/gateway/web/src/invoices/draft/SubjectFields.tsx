import { openProjectStatuses } from '@closeout/contracts/vocabulary';
import { Button, SimpleGrid, Text } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { customerQuery, type Customer } from '../../customers/customerQueries.js';
import { CustomerField } from '../../customers/CustomerField.js';
import { inDays } from '../../format/days.js';
import { MilestoneSelect, type Milestone } from '../../projects/MilestoneSelect.js';
import { milestonesQuery } from '../../projects/projectChoices.js';
import type { ProjectSummary } from '../../projects/projectQueries.js';
import { ProjectSelect } from '../../projects/ProjectSelect.js';
import { CustomerCredit } from '../../receipts/CustomerCredit.js';
import { useMay } from '../../session/useMe.js';
import { useTexts } from '../../text/TextProvider.js';
import { CurrencySelect } from '../../ui/CurrencySelect.js';
import { DayInput } from '../../ui/DayInput.js';
import { Section } from '../../ui/Section.js';
import { lastRateQuery, projectCposQuery } from '../invoiceQueries.js';
import { CpoSelect } from './CpoSelect.js';
import type { DraftFormReturn } from './DraftFields.js';
import { atRate, emptyDraft, isUnwritten, type DraftValues } from './draftForm.js';
import { EarlierInvoices } from './EarlierInvoices.js';
import { soleOrder } from './invoiceable.js';

interface SubjectFieldsProps {
  form: DraftFormReturn;
  gross: string;
  draftId?: string;
}

/** Customer first, then only that customer's projects, then only that project's milestones and orders. */
export function SubjectFields({ form, gross, draftId }: SubjectFieldsProps) {
  const { t, day } = useTexts();
  const may = useMay();
  const queries = useQueryClient();
  const { values } = form;
  const { data: customer } = useQuery(customerQuery(values.customerId));
  const knowsOrders = may('cpos.view');
  const milestones = useQuery(milestonesQuery(values.projectId));
  const agreedDay = milestones.data?.items.find(({ id }) => id === values.milestoneId)?.dueDate;
  // What an amount was agreed for goes with it.
  const withoutMilestone = () => ({
    milestoneId: '',
    ...(values.agreed && { agreed: '', agreedText: '', lines: emptyDraft.lines }),
  });

  const chooseCustomer = async (chosen: Customer | null) => {
    form.setValues({
      customerId: chosen?.id ?? '',
      ...(chosen && { currency: chosen.currency }),
      projectId: '',
      cpoId: '',
      ...withoutMilestone(),
    });
    if (!chosen) return;
    const last = await queries.ensureQueryData(lastRateQuery(chosen.id)).catch(() => null); // the rate stays as it is
    if (last)
      form.setValues((now) =>
        now.customerId === chosen.id ? { ...now, ...atRate(now as DraftValues, last.taxRate) } : now,
      );
  };
  const chooseProject = async (chosen: ProjectSummary | null) => {
    form.setValues({
      projectId: chosen?.id ?? '',
      ...(chosen && { currency: chosen.currency }),
      cpoId: '',
      ...withoutMilestone(),
    });
    if (!chosen || !knowsOrders) return;
    const orders = await queries.ensureQueryData(projectCposQuery(chosen.id)).catch(() => null); // the field stays as it is
    const cpoId = orders && soleOrder(orders.items)?.id;
    if (cpoId) form.setValues((now) => (now.projectId === chosen.id ? { ...now, cpoId } : now));
  };
  const chooseMilestone = (chosen: Milestone | null) => {
    if (!chosen) return form.setValues(withoutMilestone());
    const untouched = values.agreed !== '' || isUnwritten(values.lines);
    form.setValues({
      milestoneId: chosen.id,
      ...(untouched && { agreed: chosen.expectedAmount, agreedText: '' }),
    });
  };

  return (
    <Section title={t('draft.subject')}>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <CustomerField
          value={values.customerId}
          onChange={(chosen) => void chooseCustomer(chosen)}
          error={form.errors.customerId}
        />
        <ProjectSelect
          customerId={values.customerId}
          value={values.projectId}
          onChange={(chosen) => void chooseProject(chosen)}
          statuses={openProjectStatuses}
          placeholder={t('invoices.withoutProject')}
          clearable
          error={form.errors.projectId}
        />
        <MilestoneSelect
          projectId={values.projectId}
          value={values.milestoneId}
          onChange={chooseMilestone}
          error={form.errors.milestoneId}
        />
        {knowsOrders && <CpoSelect form={form} gross={gross} />}
        <DayInput
          label={t('invoice.dueDate')}
          description={
            customer && !values.dueDate
              ? t('draft.dueDate.hint', {
                  count: customer.paymentTermsDays,
                  day: day(inDays(customer.paymentTermsDays)),
                })
              : undefined
          }
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          {...form.getInputProps('dueDate')}
        />
        {agreedDay && agreedDay !== values.dueDate && (
          <div>
            <Text size="sm">{t('draft.dueDate.milestone', { day: day(agreedDay) })}</Text>
            <Button
              variant="subtle"
              size="compact-sm"
              px={0}
              onClick={() => form.setFieldValue('dueDate', agreedDay)}
            >
              {t('draft.dueDate.take')}
            </Button>
          </div>
        )}
        <DayInput
          label={t('invoice.supplyDate')}
          description={t('invoice.supplyDate.hint')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          {...form.getInputProps('supplyDate')}
        />
        <CurrencySelect
          label={t('invoice.currency')}
          required
          disabled={values.projectId !== ''}
          description={values.projectId ? t('draft.currency.project') : undefined}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          {...form.getInputProps('currency')}
        />
      </SimpleGrid>
      <CustomerCredit customerId={values.customerId} />
      {values.milestoneId && <EarlierInvoices milestoneId={values.milestoneId} except={draftId} />}
      {!values.customerId && (
        <Text size="sm" c="dimmed">
          {t('draft.subject.hint')}
        </Text>
      )}
    </Section>
  );
}
