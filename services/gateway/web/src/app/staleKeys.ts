export interface Hint {
  type: string;
  subject: string;
  projectId?: string;
  customerId?: string;
}

/** Which of what was read is old, now that something changed; the beginnings of query keys. */
export function staleKeys({ type, subject, projectId }: Hint): string[][] {
  const [, noun = ''] = /^[a-z]+\.([a-z]+)/.exec(type) ?? [];
  if (noun === 'customer') return [['customers'], ['projects', 'list']];
  if (noun === 'user' || noun === 'role') return [['me']];
  const project = projectId ?? (noun === 'project' ? subject : undefined);
  return project
    ? [
        ['projects', 'one', project],
        ['projects', 'list'],
      ]
    : [];
}
