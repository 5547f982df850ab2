import { List, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Schemas } from '../../api/client.js';
import { useTexts } from '../../text/TextProvider.js';
import { Loaded } from '../../ui/Loaded.js';
import { Section } from '../../ui/Section.js';
import { financialClosureQuery, type Project } from '../projectQueries.js';
import { ClosureButton } from './ClosureButton.js';
import { ThreeBars } from './ThreeBars.js';

type Preview = Schemas['ClosurePreview'];

export function FinancialPanel({ project }: { project: Project }) {
  const { t } = useTexts();
  const closure = useQuery(financialClosureQuery(project.id));
  return (
    <Section title={t('closure.financial')}>
      <Loaded query={closure}>
        {(preview) => {
          const pending = preview.closures.some(({ status }) => status === 'PENDING');
          const text =
            project.status === 'FINALIZED'
              ? t('closure.financial.done')
              : pending
                ? t('closure.financial.pending')
                : preview.ready
                  ? t('closure.financial.ready')
                  : t('closure.financial.blocked', { count: preview.blockers.length });
          return (
            <>
              <Text role="status">{text}</Text>
              <ThreeBars preview={preview} />
              {project.status !== 'FINALIZED' && <Blockers preview={preview} />}
              <ClosureButton
                project={project}
                name="financial-closure"
                ready={preview.ready && !pending && project.actions.includes('financial-closure')}
              />
              <Attempts closures={preview.closures} />
            </>
          );
        }}
      </Loaded>
    </Section>
  );
}

function Blockers({ preview: { blockers, totals } }: { preview: Preview }) {
  const { t, money } = useTexts();
  if (blockers.length === 0) return null;
  return (
    <List spacing="sm">
      {blockers.map(({ code, recordId, detail, action, permission, expected, actual, difference }) => (
        <List.Item key={`${code} ${recordId}`}>
          <Text fw={600}>{detail}</Text>
          {expected !== null && actual !== null && difference !== null && (
            <Text size="sm" className="figures">
              {t('closure.figures', {
                expected: money(expected, totals.currency),
                actual: money(actual, totals.currency),
                difference: money(difference, totals.currency),
              })}
            </Text>
          )}
          <Text size="sm">{action}</Text>
          <Text size="sm" c="dimmed">
            {t('closure.clearedBy', { permission })}
          </Text>
        </List.Item>
      ))}
    </List>
  );
}

function Attempts({ closures }: { closures: Preview['closures'] }) {
  const { t, word, instant } = useTexts();
  if (closures.length === 0) return null;
  return (
    <div>
      <Text fw={600}>{t('closure.attempts')}</Text>
      <List size="sm">
        {closures.map(({ closureId, status, requestedBy, requestedAt }) => (
          <List.Item key={closureId}>
            {word('closureStatus', status)} ·{' '}
            {t('project.history.by', { name: requestedBy.name, at: instant(requestedAt) })}
          </List.Item>
        ))}
      </List>
    </div>
  );
}
