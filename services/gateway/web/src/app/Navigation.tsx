import { NavLink, Text } from '@mantine/core';
import { Suspense } from 'react';
import { Link } from 'react-router';
import { useTexts } from '../text/TextProvider.js';
import { counts } from './counts.js';
import { grouped, isIn } from './groups.js';
import type { Section } from './sections.js';

/** The sections, under headings where there are several groups of them. */
export function Navigation({ sections, pathname }: { sections: readonly Section[]; pathname: string }) {
  const { t } = useTexts();
  const groups = grouped(sections);
  return (
    <div className="sections">
      {groups.map((group) => (
        <div key={group.title} role="group" aria-label={t(group.title)}>
          {groups.length > 1 && (
            <Text size="xs" fw={600} c="dimmed" px="sm" pt="md" pb={4} aria-hidden>
              {t(group.title)}
            </Text>
          )}
          {group.sections.map(({ path, title }) => {
            const Count = counts[path];
            return (
              <NavLink
                key={path}
                component={Link}
                to={path}
                label={t(title)}
                active={isIn(path, pathname)}
                aria-current={isIn(path, pathname) ? 'page' : undefined}
                variant="filled"
                className="section"
                rightSection={
                  Count && (
                    <Suspense fallback={null}>
                      <Count />
                    </Suspense>
                  )
                }
              />
            );
          })}
        </div>
      ))}
    </div>
  );
}
