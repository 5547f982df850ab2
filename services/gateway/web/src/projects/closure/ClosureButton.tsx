import { Button, Group } from '@mantine/core';
import { useState } from 'react';
import { useMay } from '../../session/useMe.js';
import { useTexts } from '../../text/TextProvider.js';
import { ActionDialog } from '../actions/ActionDialog.js';
import { projectActions } from '../actions/projectActions.js';
import type { Project } from '../projectQueries.js';

type Closure = 'technical-closure' | 'financial-closure';

/** There when it may be pressed: nothing stands in the way, and the one who looks is allowed to. */
export function ClosureButton({ project, name, ready }: { project: Project; name: Closure; ready: boolean }) {
  const { t } = useTexts();
  const may = useMay();
  const [asked, setAsked] = useState(false);
  const offered = ready && may(projectActions[name].permission);
  return (
    <>
      {offered && (
        <Group>
          <Button onClick={() => setAsked(true)}>{t(`action.${name}`)}</Button>
        </Group>
      )}
      <ActionDialog project={project} name={asked ? name : null} onClose={() => setAsked(false)} />
    </>
  );
}
