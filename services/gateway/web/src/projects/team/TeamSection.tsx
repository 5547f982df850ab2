import { Badge, Button, Group, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useMay } from '../../session/useMe.js';
import { useTexts } from '../../text/TextProvider.js';
import { Loaded } from '../../ui/Loaded.js';
import { Section } from '../../ui/Section.js';
import { teamQuery, type Project } from '../projectQueries.js';
import { allows } from '../projectWork.js';
import { AddPeopleDialog } from './AddPeopleDialog.js';
import classes from './Team.module.css';
import { useTeamChanges } from './useTeamChanges.js';

/** Who runs the project, and who else works on it. */
export function TeamSection({ project }: { project: Project }) {
  const { t, instant } = useTexts();
  const may = useMay();
  const [adding, { open, close }] = useDisclosure();
  const team = useQuery(teamQuery(project.id));
  const { remove } = useTeamChanges(project.id);
  const manages = may('project_team.manage') && allows(project, 'administration');
  const leads = [
    { person: project.projectManager, role: t('newProject.field.projectManagerId') },
    { person: project.technicalManager, role: t('newProject.field.technicalManagerId') },
  ].flatMap(({ person, role }) => (person ? [{ ...person, role }] : []));
  return (
    <Section title={t('project.team')}>
      <Loaded query={team}>
        {({ items }) => (
          <>
            {leads.length + items.length === 0 && (
              <Text c="dimmed">{t(manages ? 'project.team.none.plan' : 'project.team.none')}</Text>
            )}
            <ul className={classes.team}>
              {leads.map(({ id, name, role }) => (
                <li key={role + id}>
                  <div>
                    <Text fw={600}>{name}</Text>
                    <Text size="sm" c="dimmed">
                      {role}
                    </Text>
                  </div>
                </li>
              ))}
              {items.map((member) => (
                <li key={member.userId}>
                  <div>
                    <Group gap="xs">
                      <Text fw={600}>{member.name}</Text>
                      {!member.active && (
                        <Badge color="gray" variant="outline" tt="none">
                          {t('team.inactive')}
                        </Badge>
                      )}
                    </Group>
                    <Text size="sm" c="dimmed">
                      {[
                        member.role ?? t('team.member'),
                        t('team.since', { at: instant(member.assignedAt) }),
                      ].join(' · ')}
                    </Text>
                  </div>
                  {manages && (
                    <Button
                      variant="subtle"
                      size="compact-sm"
                      onClick={() => remove.mutate(member)}
                      aria-label={t('team.remove', { name: member.name })}
                    >
                      {t('app.remove')}
                    </Button>
                  )}
                </li>
              ))}
            </ul>
            {manages && (
              <Group>
                <Button variant="default" onClick={open}>
                  {t('team.add')}
                </Button>
              </Group>
            )}
            <AddPeopleDialog
              projectId={project.id}
              present={items.map(({ userId }) => userId)}
              opened={adding}
              onClose={close}
            />
          </>
        )}
      </Loaded>
    </Section>
  );
}
