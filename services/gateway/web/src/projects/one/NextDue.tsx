import { Anchor, Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { useMay } from '../../session/useMe.js';
import { useTexts } from '../../text/TextProvider.js';
import { Section } from '../../ui/Section.js';
import { progressQuery, type Project } from '../projectQueries.js';
import { allows } from '../projectWork.js';
import classes from '../work/Work.module.css';
import { nextDue } from './nextDue.js';

/** The few things that are due next, overdue ones marked; nothing where nothing is due. */
export function NextDue({ project }: { project: Project }) {
  const { t, day, money } = useTexts();
  const may = useMay();
  // Who does not see all projects sees this one by working on it, and its stages with it.
  const enabled = may('project_stages.view') || !may('projects.view');
  const progress = useQuery({ ...progressQuery(project.id), enabled });
  const due = nextDue(progress.data?.stages ?? [], project.milestones ?? []);
  if (due.length === 0 || !allows(project, 'administration')) return null;
  return (
    <Section title={t('project.next')}>
      <ul className={classes.list}>
        {due.map(({ kind, id, name, day: date, overdue, amount }) => (
          <li key={id}>
            <Text>
              <Text span c="dimmed" size="sm">
                {t(`project.next.${kind}`)}{' '}
              </Text>
              <Anchor
                component={Link}
                to={`?view=${kind === 'stage' ? 'stages' : 'payments'}`}
                underline="always"
              >
                {name}
              </Anchor>
            </Text>
            <Group gap="md">
              {amount && (
                <Text size="sm" className="figures">
                  {money(amount, project.currency)}
                </Text>
              )}
              <Text
                size="sm"
                fw={overdue ? 600 : undefined}
                className="figures"
                c={overdue ? 'var(--mantine-color-error)' : undefined}
              >
                {overdue && `! ${t('projects.overdue')} · `}
                {day(date)}
              </Text>
            </Group>
          </li>
        ))}
      </ul>
    </Section>
  );
}
