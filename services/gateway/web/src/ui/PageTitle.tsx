import { Title } from '@mantine/core';
import { useEffect, useRef, type ReactNode } from 'react';

let first = true;

/** The one h1. On a change of page the focus goes here, so that a screen reader says where one is. */
export function PageTitle({ children, named }: { children: ReactNode; named?: string }) {
  const heading = useRef<HTMLHeadingElement>(null);
  const name = named ?? (typeof children === 'string' ? children : '');
  useEffect(() => {
    if (!first) heading.current?.focus({ preventScroll: true });
    first = false;
  }, []);
  return (
    <>
      <title>{name ? `${name} · Closeout` : 'Closeout'}</title>
      <Title order={1} size="h2" ref={heading} tabIndex={-1}>
        {children}
      </Title>
    </>
  );
}
