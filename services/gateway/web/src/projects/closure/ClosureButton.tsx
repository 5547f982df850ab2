import { Button } from '@mantine/core';
import { useState } from 'react';
import { useMay } from '../../session/useMe.js';
import { useTexts } from '../../text/TextProvider.js';
import { ActionDialog } from '../actions/ActionDialog.js';
import { projectActions } from '../actions/projectActions.js';
import type { Project } from '../projectQueries.js';

interface ClosureButtonProps {
  project: Project;
  name: 'technical-closure' | 'financial-closure' | 'resume';
  ready: boolean;
}

/** There when it may be pressed: nothing stands in the way, and the one who looks is allowed to. */
export function ClosureButton({ project, name, ready }: ClosureButtonProps) {
  const { t } = useTexts();
  const may = useMay();
  const [asked, setAsked] = useState(false);
  const offered = ready && may(projectActions[name].permission);
  return (
    <>
      {offered && <Button onClick={() => setAsked(true)}>{t(`action.${name}`)}</Button>}
      <ActionDialog project={project} name={asked ? name : null} onClose={() => setAsked(false)} />
    </>
  );
}
