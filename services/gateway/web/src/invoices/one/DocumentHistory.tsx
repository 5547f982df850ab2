import { List, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTexts } from '../../text/TextProvider.js';
import { Loaded } from '../../ui/Loaded.js';
import { Section } from '../../ui/Section.js';
import { invoiceHistoryQuery } from '../invoiceQueries.js';

/** Who did what to an invoice. */
export function DocumentHistory({ invoiceId }: { invoiceId: string }) {
  const { t, word, instant } = useTexts();
  const history = useQuery(invoiceHistoryQuery(invoiceId));
  return (
    <Section title={t('invoice.history')}>
      <Loaded query={history}>
        {({ items }) => (
          <List size="sm" spacing={4}>
            {items.map(({ id, action, by, at }) => (
              <List.Item key={id}>
                <Text span size="sm" fw={600}>
                  {word('documentAction', action)}
                </Text>{' '}
                {t('project.history.by', { name: by.name, at: instant(at) })}
              </List.Item>
            ))}
          </List>
        )}
      </Loaded>
    </Section>
  );
}
