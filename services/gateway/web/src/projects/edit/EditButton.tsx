import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMay } from '../../session/useMe.js';
import { useTexts } from '../../text/TextProvider.js';
import type { Project } from '../projectQueries.js';
import { allows } from '../projectWork.js';
import { EditProjectDialog } from './EditProjectDialog.js';

export function EditButton({ project }: { project: Project }) {
  const { t } = useTexts();
  const may = useMay();
  const [opened, { open, close }] = useDisclosure();
  if (!may('projects.edit') || !allows(project, 'administration')) return null;
  return (
    <>
      <Button variant="default" onClick={open}>
        {t('app.edit')}
      </Button>
      <EditProjectDialog project={project} opened={opened} onClose={close} />
    </>
  );
}
