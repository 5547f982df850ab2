import { List } from '@mantine/core';
import { useMay } from '../../session/useMe.js';
import { useTexts } from '../../text/TextProvider.js';
import type { Order } from '../orderQueries.js';
import { permissionsOf } from './permissionsOf.js';

/** What the order's status would allow to the one who looks, and why it is not possible; for those who ask. */
export function Blocked({ order }: { order: Order }) {
  const { t, word } = useTexts();
  const may = useMay();
  const blocked = order.blocked.filter(({ action }) => may(...permissionsOf(action)));
  const codes = [...new Set(blocked.map(({ code }) => code))];
  if (codes.length === 0) return null;
  return (
    <details>
      <summary>{t('order.blocked')}</summary>
      <List size="sm">
        {codes.map((code) => (
          <List.Item key={code}>
            {blocked
              .filter((each) => each.code === code)
              .map(({ action }) => t(`order.action.${action}`))
              .join(', ')}
            : {word('orderBlocked', code)}
          </List.Item>
        ))}
      </List>
    </details>
  );
}
