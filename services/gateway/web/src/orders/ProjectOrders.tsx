import { pages } from '@closeout/contracts/pages';
import { Button, Group, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { Project } from '../projects/projectQueries.js';
import { allows } from '../projects/projectWork.js';
import { useMay } from '../session/useMe.js';
import { useTexts } from '../text/TextProvider.js';
import { Loaded } from '../ui/Loaded.js';
import { MoreButton } from '../ui/MoreButton.js';
import { Section } from '../ui/Section.js';
import { WarningAlerts } from '../warnings/WarningAlerts.js';
import { orderList } from './orderQueries.js';
import { OrderTable } from './OrderTable.js';

/** The customer's orders for a project, with what is drawn on each. */
export function ProjectOrders({ project }: { project: Project }) {
  const { t } = useTexts();
  const may = useMay();
  const sees = may('cpos.view');
  const orders = useInfiniteQuery({ ...orderList({ projectId: project.id, limit: 20 }), enabled: sees });
  if (!sees) return null;
  const open = allows(project, 'administration');
  return (
    <Section title={t('orders.title')}>
      <Loaded query={orders}>
        {({ pages }) => {
          const rows = pages.flatMap(({ items }) => items);
          return rows.length === 0 ? (
            <Text c="dimmed">{t('orders.ofProject.none')}</Text>
          ) : (
            <>
              <OrderTable orders={rows} without={['customer', 'project']} />
              <WarningAlerts
                warnings={rows.flatMap((row) => row.warnings ?? [])}
                currency={project.currency}
              />
            </>
          );
        }}
      </Loaded>
      <MoreButton pages={orders} />
      {open && may('cpos.manage') && (
        <Group>
          <Button
            component={Link}
            to={`${pages.newOrder}?customerId=${project.customer.id}&projectId=${project.id}`}
            variant="default"
          >
            {t('orders.new')}
          </Button>
        </Group>
      )}
    </Section>
  );
}
