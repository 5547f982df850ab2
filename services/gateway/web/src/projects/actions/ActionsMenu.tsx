import { Button, Menu } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import { useMay } from '../../session/useMe.js';
import { useTexts } from '../../text/TextProvider.js';
import type { Project } from '../projectQueries.js';
import { ActionDialog } from './ActionDialog.js';
import { DeleteDialog } from './DeleteDialog.js';
import { isArchiving, useArchiving } from './useArchiving.js';
import { isAction, projectActions, type ActionName } from './projectActions.js';

const closures = ['technical-closure', 'financial-closure'] as const;
const isClosure = (name: ActionName): boolean => closures.some((closure) => closure === name);

/** The changes of status that are open now to the one who looks, the usual way first. The closures have panels of their own, which say what is pending. */
export function ActionsMenu({ project }: { project: Project }) {
  const { t } = useTexts();
  const may = useMay();
  const [asked, setAsked] = useState<ActionName | null>(null);
  const [deleting, setDeleting] = useState(false);
  const offered = project.actions.filter(isAction).filter((name) => may(projectActions[name].permission));
  const usual = offered.filter((name) => !isClosure(name) && name !== 'emergency-finalize');
  const archiving = useArchiving(project);
  const archivings = may('projects.delete') ? project.actions.filter(isArchiving) : [];
  // One that was ever closed has a history, which is kept.
  const deletable = may('projects.delete') && project.status === 'ACTIVE';
  return (
    <>
      {(offered.length + archivings.length > 0 || deletable) && (
        <Menu position="bottom-end">
          <Menu.Target>
            <Button variant="default">{t('project.actions')}</Button>
          </Menu.Target>
          <Menu.Dropdown>
            {offered.filter(isClosure).map((name) => (
              <Menu.Item key={name} component={Link} to="?view=closure">
                {t(`action.${name}`)}
              </Menu.Item>
            ))}
            {usual.map((name) => (
              <Menu.Item key={name} onClick={() => setAsked(name)}>
                {t(`action.${name}`)} …
              </Menu.Item>
            ))}
            {archivings.map((name) => (
              <Menu.Item key={name} onClick={() => archiving.mutate(name)}>
                {t(`action.${name}`)}
              </Menu.Item>
            ))}
            {deletable && <Menu.Item onClick={() => setDeleting(true)}>{t('project.delete')} …</Menu.Item>}
            {offered.includes('emergency-finalize') && (
              <>
                {offered.length + archivings.length > 1 && <Menu.Divider />}
                <Menu.Item c="var(--mantine-color-error)" onClick={() => setAsked('emergency-finalize')}>
                  {t('action.emergency-finalize')} …
                </Menu.Item>
              </>
            )}
          </Menu.Dropdown>
        </Menu>
      )}
      <ActionDialog project={project} name={asked} onClose={() => setAsked(null)} />
      <DeleteDialog project={project} opened={deleting} onClose={() => setDeleting(false)} />
    </>
  );
}
