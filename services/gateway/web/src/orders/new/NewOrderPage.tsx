import { limits } from '@closeout/contracts/limits';
import { pageOf, pages } from '@closeout/contracts/pages';
import { openProjectStatuses } from '@closeout/contracts/vocabulary';
import { Button, Group, Paper, SimpleGrid, Stack, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { api, ask } from '../../api/client.js';
import { CustomerField } from '../../customers/CustomerField.js';
import { customerQuery, type Customer } from '../../customers/customerQueries.js';
import { projectQuery } from '../../projects/projectQueries.js';
import { ProjectSelect } from '../../projects/ProjectSelect.js';
import { useTexts } from '../../text/TextProvider.js';
import { AmountInput } from '../../ui/AmountInput.js';
import { CurrencySelect } from '../../ui/CurrencySelect.js';
import { recordWidth } from '../../ui/pageWidth.js';
import { PageTitle } from '../../ui/PageTitle.js';
import { ProblemAlert } from '../../ui/ProblemAlert.js';
import { useForm } from '../../ui/useForm.js';
import { useFormProblem } from '../../ui/useFormProblem.js';
import { useToast } from '../../ui/useToast.js';
import { useUnsaved } from '../../ui/useUnsaved.js';
import { staleWithOrder } from '../orderQueries.js';
import { AgainstBudget } from './AgainstBudget.js';
import { emptyOrder, isOrderField, orderInput, type OrderValues } from './orderForm.js';
import { SentQuotes } from './SentQuotes.js';

export function Component() {
  const { t } = useTexts();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const toast = useToast();
  const [params] = useSearchParams();
  const form = useForm<OrderValues>({ initialValues: emptyOrder(params) });
  const refusal = useFormProblem(form, isOrderField);
  // What follows from a link or from the customer was not typed.
  const unsaved = useUnsaved(form, { isDirty: () => form.isDirty('number') || form.isDirty('amount') });
  const { customerId, projectId } = form.values;
  const project = useQuery({ ...projectQuery(projectId), enabled: projectId !== '' });
  const customer = useQuery(customerQuery(customerId));
  // An order is in its project's currency; without a project it is most likely in the customer's.
  const currency = projectId ? project.data?.currency : customer.data?.currency;
  const { setFieldValue } = form;
  useEffect(() => {
    if (!currency) return;
    setFieldValue('currency', currency);
  }, [currency, setFieldValue]);
  const enter = useMutation({
    mutationFn: (values: OrderValues) => ask(api.POST('/cpos', { body: orderInput(values) })),
    onMutate: () => refusal.show(null),
    onError: refusal.show,
    onSuccess: async (order) => {
      unsaved.saved();
      toast(t('order.done.enter', { number: order.number }));
      for (const queryKey of staleWithOrder(order)) void queries.invalidateQueries({ queryKey });
      await navigate(pageOf('order', order.id));
    },
  });
  const choose = (chosen: Customer | null) => {
    form.setFieldValue('customerId', chosen?.id ?? '');
    form.setFieldValue('projectId', '');
  };
  return (
    <form onSubmit={form.onSubmit((values) => enter.mutate(values))}>
      <Stack maw={recordWidth}>
        <PageTitle>{t('orders.new')}</PageTitle>
        <ProblemAlert error={refusal.error} lines={refusal.lines} />
        <Paper withBorder p="md">
          <Stack>
            <CustomerField value={customerId} onChange={choose} error={form.errors.customerId} />
            <SentQuotes customerId={customerId} />
            <ProjectSelect
              value={projectId}
              onChange={(chosen) => form.setFieldValue('projectId', chosen?.id ?? '')}
              customerId={customerId}
              statuses={openProjectStatuses}
              error={form.errors.projectId}
              clearable
            />
            <TextInput
              label={t('order.field.number')}
              description={t('order.field.number.hint')}
              inputWrapperOrder={['label', 'input', 'description', 'error']}
              required
              maxLength={limits.cpo.number}
              {...form.getInputProps('number')}
            />
            <SimpleGrid cols={{ base: 1, xs: 2 }}>
              <AmountInput
                label={t('order.field.amount')}
                required
                currency={form.values.currency}
                {...form.getInputProps('amount')}
              />
              <CurrencySelect
                label={t('customer.field.currency')}
                required
                disabled={projectId !== ''}
                {...form.getInputProps('currency')}
              />
            </SimpleGrid>
            {projectId !== '' && project.data?.budgetTotal !== undefined && (
              <AgainstBudget
                budgetTotal={project.data.budgetTotal}
                currency={project.data.currency}
                amount={form.values.amount}
                take={(amount) => form.setFieldValue('amount', amount)}
              />
            )}
          </Stack>
        </Paper>
        <Group justify="flex-end">
          <Button component={Link} to={pages.orders} variant="default">
            {t('app.cancel')}
          </Button>
          <Button type="submit" loading={enter.isPending}>
            {t('order.enter')}
          </Button>
        </Group>
      </Stack>
      {unsaved.question}
    </form>
  );
}
