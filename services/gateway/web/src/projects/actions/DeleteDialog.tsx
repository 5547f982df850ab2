import { Text } from '@mantine/core';
import { useNavigate } from 'react-router';
import { api, ask } from '../../api/client.js';
import { useTexts } from '../../text/TextProvider.js';
import { ConfirmDialog } from '../../ui/ConfirmDialog.js';
import type { Project } from '../projectQueries.js';

interface DeleteDialogProps {
  project: Project;
  opened: boolean;
  onClose(): void;
}

/** For a project that was entered by mistake; the API says what it has, if it has anything. */
export function DeleteDialog({ project: { id, number, title }, opened, onClose }: DeleteDialogProps) {
  const { t } = useTexts();
  const navigate = useNavigate();
  return (
    <ConfirmDialog
      opened={opened}
      onClose={onClose}
      title={t('project.delete')}
      grave
      act={async () => {
        await ask(api.DELETE('/projects/{id}', { params: { path: { id } } }));
        await navigate('/projects');
      }}
      done={t('project.deleted', { number })}
      stale={[['projects', 'list'], ['dashboard']]}
    >
      <Text size="sm">{t('project.delete.text', { number, title })}</Text>
    </ConfirmDialog>
  );
}
