import { Badge } from '@mantine/core';
import { useTexts } from '../text/TextProvider.js';

const colours: Record<string, string> = {
  ACTIVE: 'blue',
  ON_HOLD: 'orange',
  TECHNICALLY_CLOSED: 'violet',
  FINALIZED: 'green',
  CANCELLED: 'gray',
  ISSUED: 'blue',
  REVERSED: 'red',
  INVOICED: 'blue',
  IN_PROGRESS: 'blue',
  PARTIALLY_PAID: 'cyan',
  UNPAID: 'orange',
  PAID: 'green',
  COMPLETED: 'green',
  BLOCKED: 'orange',
  REJECTED: 'red',
  OPEN: 'blue',
  DIRECTION_PENDING: 'orange',
  FOUND: 'red',
  REPORTED: 'orange',
  ACCEPTED: 'green',
  APPROVED: 'green',
  SENT: 'blue',
  DECLINED: 'red',
  FAILED: 'red',
  dead: 'orange',
  replayed: 'blue',
  READY: 'blue',
  DELIVERED: 'green',
  SUBMITTED: 'blue',
  RECORDED: 'orange',
  SETTLED: 'green',
};

/** A status as a word; the colour only repeats it. */
export function StatusBadge({ group, status }: { group: string; status: string }) {
  const { word } = useTexts();
  return (
    <Badge // A fixed shade: the theme's own is next to black for grey in the dark.
      color={`${colours[status] ?? 'gray'}.6`}
      variant="dot"
      tt="none"
      fw={600}
      miw="max-content"
    >
      {word(group, status)}
    </Badge>
  );
}
