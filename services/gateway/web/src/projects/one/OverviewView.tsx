import { SimpleGrid, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useMay } from '../../session/useMe.js';
import { RecordLink } from '../../ui/RecordLink.js';
import { useTexts } from '../../text/TextProvider.js';
import { Bar } from '../../ui/Bar.js';
import { Section } from '../../ui/Section.js';
import { progressQuery, type Project } from '../projectQueries.js';
import { Figure } from '../../ui/Figure.js';
import { MoneyBar, MoneyFigures } from './MoneyFigures.js';
import { NextDue } from './NextDue.js';
import { Warnings } from './Warnings.js';

export function OverviewView({ project }: { project: Project }) {
  const { t, word, day, percent } = useTexts();
  const may = useMay();
  const { data: progress } = useQuery({
    ...progressQuery(project.id),
    enabled: may('project_stages.view') || !may('projects.view'),
  });
  const { completion } = project;
  const elapsed = progress?.timeline.elapsedPercent;
  return (
    <Stack>
      <Warnings project={project} />
      <Section title={t('project.view.overview')}>
        <SimpleGrid component="dl" m={0} cols={{ base: 1, xs: 2, md: 3 }}>
          <Figure name={t('project.customer')}>
            <RecordLink page="customer" id={project.customer.id}>
              {project.customer.name}
            </RecordLink>
          </Figure>
          <Figure name={t('project.period')}>
            {project.endDate
              ? `${day(project.startDate)} – ${day(project.endDate)}`
              : t('project.since', { start: day(project.startDate) })}
          </Figure>
          {[
            { name: t('newProject.field.projectManagerId'), value: project.projectManager?.name },
            { name: t('newProject.field.technicalManagerId'), value: project.technicalManager?.name },
            { name: t('newProject.field.type'), value: project.type && word('projectType', project.type) },
            {
              name: t('newProject.field.revenueModel'),
              value: project.revenueModel && word('revenueModel', project.revenueModel),
            },
          ].map(
            ({ name, value }) =>
              value && (
                <Figure key={name} name={name}>
                  {value}
                </Figure>
              ),
          )}
        </SimpleGrid>
        <MoneyFigures project={project} />
        <div>
          <Text size="sm" className="figures">
            {t('projects.completion')}: {percent(completion)}
            {typeof elapsed === 'number' && ` · ${t('project.elapsed', { percent: percent(elapsed) })}`}
          </Text>
          <Bar percent={completion} label={`${t('projects.completion')}: ${percent(completion)}`} />
        </div>
        {project.totals && (
          <div>
            <MoneyBar {...project} />
          </div>
        )}
      </Section>
      <NextDue project={project} />
      {project.description && (
        <Section title={t('project.description')}>
          <Text className="prose">{project.description}</Text>
        </Section>
      )}
      {project.internalNotes && (
        <Section title={t('newProject.field.internalNotes')}>
          <Text className="prose">{project.internalNotes}</Text>
        </Section>
      )}
    </Stack>
  );
}
