import { pageOf } from '@closeout/contracts/pages';
import { Anchor } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { pagePermissions } from '../app/pagePermissions.js';
import { workInProjects } from '../app/sections.js';
import { useMay } from '../session/useMe.js';

interface RecordLinkProps {
  page: 'customer' | 'project' | 'quote' | 'order' | 'invoice' | 'creditNote' | 'receipt' | 'refund';
  id: string;
  /** Within a sentence, where colour alone would not tell it from the rest. */
  underline?: 'always';
  /** What names the record. */
  children: ReactNode;
}

/** The name of a record: the way to its page, for whoever may open that. */
export function RecordLink({ page, id, underline, children }: RecordLinkProps) {
  const may = useMay();
  const permissions = page === 'project' ? workInProjects : pagePermissions[page];
  if (permissions && !may(...permissions)) return children;
  return (
    <Anchor component={Link} to={pageOf(page, id)} inherit underline={underline}>
      {children}
    </Anchor>
  );
}
