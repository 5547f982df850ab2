import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { lazy, Suspense, useState } from 'react';
import { useMay } from '../../session/useMe.js';
import { useTexts } from '../../text/TextProvider.js';
import type { Project } from '../projectQueries.js';
import { loadPart } from '../../app/loadPart.js';
import { allows } from '../projectWork.js';

/** Its form weighs more than the page: who only reads does not wait for it. */
const EditProjectDialog = lazy(() => loadPart(() => import('./EditProjectDialog.js')));

export function EditButton({ project }: { project: Project }) {
  const { t } = useTexts();
  const may = useMay();
  const [opened, { open, close }] = useDisclosure();
  const [wanted, setWanted] = useState(false);
  const edit = () => {
    setWanted(true);
    open();
  };
  if (!may('projects.edit') || !allows(project, 'administration')) return null;
  return (
    <>
      <Button variant="default" onClick={edit}>
        {t('app.edit')}
      </Button>
      {wanted && (
        <Suspense>
          <EditProjectDialog project={project} opened={opened} onClose={close} />
        </Suspense>
      )}
    </>
  );
}
