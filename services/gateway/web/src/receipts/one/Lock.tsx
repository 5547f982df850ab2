/** A closed padlock; the text beside it says the same. */
export const Lock = () => (
  <svg aria-hidden width="12" height="14" viewBox="0 0 12 14" fill="currentColor">
    <path d="M2 6V4a4 4 0 0 1 8 0v2h.5A1.5 1.5 0 0 1 12 7.5v5a1.5 1.5 0 0 1-1.5 1.5h-9A1.5 1.5 0 0 1 0 12.5v-5A1.5 1.5 0 0 1 1.5 6H2Zm2 0h4V4a2 2 0 0 0-4 0v2Z" />
  </svg>
);
