import { useEffect, useRef } from 'react';
import { useNavigate } from 'react-router';
import { isTyping, sectionShortcuts } from './shortcuts.js';
import type { Section } from './sections.js';

/** Longer apart, two keys do not belong together. */
const togetherMs = 1_200;

/** `g` and a letter open a section, `/` goes to the search of the page, `?` shows all of them. */
export function useShortcuts(sections: readonly Section[], showAll: () => void): void {
  const navigate = useNavigate();
  const latest = useRef({ sections, showAll, navigate });
  useEffect(() => {
    latest.current = { sections, showAll, navigate };
  });
  useEffect(() => {
    let goAt = -Infinity;
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      if (isTyping(event.target)) return;
      const now = latest.current;
      const goes = event.timeStamp - goAt < togetherMs;
      goAt = event.key === 'g' && !goes ? event.timeStamp : -Infinity;
      if (goes) {
        const found = sectionShortcuts(now.sections).find(({ keys }) => keys[1] === event.key);
        if (found?.path) void now.navigate(found.path);
      } else if (event.key === '?') now.showAll();
      else if (event.key === '/') {
        const search = document.querySelector<HTMLElement>('main input[type=search]');
        search?.focus();
        if (search) event.preventDefault();
      }
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
}
