import { pageOf, pages } from '@closeout/contracts/pages';
import { Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from 'react-router';
import { api, ask } from '../../api/client.js';
import { CustomerField } from '../../customers/CustomerField.js';
import type { Customer } from '../../customers/customerQueries.js';
import { meQuery } from '../../session/useMe.js';
import { useTexts } from '../../text/TextProvider.js';
import { CurrencySelect } from '../../ui/CurrencySelect.js';
import { recordWidth } from '../../ui/pageWidth.js';
import { PageTitle } from '../../ui/PageTitle.js';
import { ProblemAlert } from '../../ui/ProblemAlert.js';
import { useForm } from '../../ui/useForm.js';
import { useFormProblem } from '../../ui/useFormProblem.js';
import { useToast } from '../../ui/useToast.js';
import { useUnsaved } from '../../ui/useUnsaved.js';
import { ProjectDataFields } from '../edit/ProjectDataFields.js';
import { MilestoneFields } from './MilestoneFields.js';
import { emptyProject, isProjectField, projectInput, type ProjectValues } from './projectForm.js';

export function Component() {
  const { t } = useTexts();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const toast = useToast();
  const me = useQuery(meQuery).data;
  const runsProjects = me?.roles.some(({ key }) => key === 'project_manager');
  const form = useForm<ProjectValues>({
    initialValues: { ...emptyProject, projectManagerId: (runsProjects && me?.user.id) || '' },
  });
  const refusal = useFormProblem(form, isProjectField);
  const unsaved = useUnsaved(form);
  const create = useMutation({
    mutationFn: (values: ProjectValues) => ask(api.POST('/projects', { body: projectInput(values) })),
    onMutate: () => refusal.show(null),
    onError: refusal.show,
    onSuccess: async (project) => {
      unsaved.saved();
      void queries.invalidateQueries({ queryKey: ['projects', 'list'] });
      toast(t('newProject.created', { number: project.number }));
      await navigate(pageOf('project', project.id));
    },
  });
  const choose = (customer: Customer | null) => {
    form.setFieldValue('customerId', customer?.id ?? '');
    if (customer) form.setFieldValue('currency', customer.currency);
  };
  return (
    <form onSubmit={form.onSubmit((values) => create.mutate(values))}>
      <Stack maw={recordWidth}>
        <PageTitle>{t('newProject.title')}</PageTitle>
        <ProblemAlert error={refusal.error} lines={refusal.lines} />
        <Paper withBorder p="md" component="section" aria-labelledby="basics">
          <Stack>
            <Title order={2} size="h4" id="basics">
              {t('newProject.basics')}
            </Title>
            <CustomerField value={form.values.customerId} onChange={choose} error={form.errors.customerId} />
            <ProjectDataFields
              at={(field) => form.getInputProps(field)}
              currency={form.values.currency}
              currencyField={
                <CurrencySelect
                  label={t('newProject.field.currency')}
                  required
                  {...form.getInputProps('currency')}
                />
              }
            />
          </Stack>
        </Paper>
        <Paper withBorder p="md" component="section" aria-labelledby="payments">
          <Stack>
            <div>
              <Title order={2} size="h4" id="payments">
                {t('newProject.payments')}
              </Title>
              <Text size="sm" c="dimmed">
                {t('newProject.payments.hint')}
              </Text>
            </div>
            <MilestoneFields form={form} />
          </Stack>
        </Paper>
        <Group justify="flex-end">
          <Button component={Link} to={pages.projects} variant="default">
            {t('app.cancel')}
          </Button>
          <Button type="submit" loading={create.isPending}>
            {t('newProject.submit')}
          </Button>
        </Group>
      </Stack>
      {unsaved.question}
    </form>
  );
}
