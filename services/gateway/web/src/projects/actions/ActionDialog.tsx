import { limits } from '@closeout/contracts/limits';
import { useState } from 'react';
import { ask } from '../../api/client.js';
import { useTexts } from '../../text/TextProvider.js';
import { ReasonDialog } from '../../ui/ReasonDialog.js';
import { projectKey, type Project } from '../projectQueries.js';
import { Skipped } from './Skipped.js';
import { projectActions, type Action, type ActionName } from './projectActions.js';

interface ActionDialogProps {
  project: Project;
  name: ActionName | null;
  onClose(): void;
}

/** Asks for the reason of a change of status, shows what will follow, and does it. */
export function ActionDialog({ project, name, onClose }: ActionDialogProps) {
  const { t } = useTexts();
  // The words stay while the dialog goes away.
  const [shown, setShown] = useState(name);
  if (name && name !== shown) setShown(name);
  if (!shown) return null;
  const action: Action = projectActions[shown];
  const title = t(`action.${shown}`);
  return (
    <ReasonDialog
      opened={name !== null}
      onClose={onClose}
      title={title}
      reason={action.reason}
      hint={t('action.reason.hint')}
      maxLength={limits.project.reason}
      day={{
        name: 'effectiveDate',
        label: t('action.effectiveDate'),
        hint: t('action.effectiveDate.hint'),
      }}
      grave={action.grave}
      preview={{
        queryKey: [...projectKey(project.id), shown],
        call: () => action.call(project.id, { reason: '?' }, true),
      }}
      act={({ reason, day }) =>
        ask(action.call(project.id, { reason, ...(day && { effectiveDate: day }) }, false))
      }
      done={t('action.done', { action: title })}
      stale={[projectKey(project.id), ['projects', 'list']]}
    >
      {shown === 'emergency-finalize' && <Skipped project={project} />}
    </ReasonDialog>
  );
}
