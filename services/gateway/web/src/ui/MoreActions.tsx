import { Button, Menu } from '@mantine/core';
import { useTexts } from '../text/TextProvider.js';

interface Action {
  title: string;
  act(): void;
}

/** What is seldom done with a record, in a menu beside its next step; one alone needs none. */
export function MoreActions({ actions }: { actions: readonly (Action | false)[] }) {
  const { t } = useTexts();
  const offered = actions.filter((action) => action !== false);
  const [only] = offered;
  if (!only) return null;
  if (offered.length === 1)
    return (
      <Button variant="default" onClick={only.act}>
        {only.title}
      </Button>
    );
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default">{t('project.actions')}</Button>
      </Menu.Target>
      <Menu.Dropdown>
        {offered.map(({ title, act }) => (
          <Menu.Item key={title} onClick={act}>
            {title}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
