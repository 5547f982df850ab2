import type { Operation } from '@closeout/contracts/http';
import { operationCatalog } from '@closeout/contracts/http/catalog';

/** What is stored, what finds it, and what does not. The same for every list that takes `q`, of whatever holds such a text. */
export interface SearchCase {
  stored: string;
  found: readonly string[];
  notFound?: readonly string[];
}

/** Names of customers, projects, people and keys. */
export const nameCases: readonly SearchCase[] = [
  { stored: 'Łukasz Żółć', found: ['Lukasz', 'zolc', 'ŻÓŁĆ łukasz', 'lukasz, zolc'] },
  { stored: 'Ørsted Æther', found: ['orsted', 'aether', 'ÆTHER Ørsted'] },
  { stored: 'Đặng Œuvre', found: ['dang', 'oeuvre', 'ĐẶNG'] },
  { stored: 'Işık Yapı', found: ['IŞIK', 'ışık', 'isik', 'yapi', 'YAPI'] },
  { stored: 'L’Oréal Nord', found: ["L'Oreal", 'L`Oreal', 'loreal', 'oreal', 'L´Oréal'] },
  { stored: "O'Brien & Sons", found: ['O’Brien', 'obrien', 'O´Brien', 'sons OBrien', 'Brien, O'] },
  {
    stored: 'Jürgen Weißkopf',
    found: [
      'Weißkopf, Jürgen',
      'WEISSKOPF; jurgen',
      'weisskopf,jurgen',
      '(Jürgen)',
      '"Weißkopf"',
      'kopf jür',
    ],
    notFound: ['Weißkopf, Jörn', '---', ',', '%'],
  },
  {
    stored: 'Müller (Großhändler) GmbH',
    found: ['Großhändler, Müller', 'grosshandler', 'mu\u0308ller gmbh.', 'Müller-Großhändler'],
  },
  {
    stored: 'Smith-Jones R&D',
    found: ['Smith Jones', 'smith‑jones', 'jones, smith', 'R&D', 'r & d', 'jo\u3164nes'],
  },
];

/** Identifiers that people set apart as they like: VAT numbers, the customer's order numbers. */
export const vatNumberCases: readonly SearchCase[] = [
  {
    stored: 'FR83842278048',
    found: ['FR 83 842 278 048', '83 842 278', 'fr-83842278048', 'FR.83.842.278.048'],
  },
  { stored: 'SE558422785501', found: ['SE 55 842278 55 01', 'SE 55842278-5501', '842278-5501'] },
  {
    stored: 'NL842378123B01',
    found: ['NL 842378123 B 01', 'NL.842378123.B01', '842378123-b01', 'ＮＬ842378123'],
    notFound: ['NL 842378123 B 99', 'BE 842378123'],
  },
  { stored: 'DE 8 42 278 12', found: ['DE 84 2278 12', 'DE84227812', '84227812', '8 42 278 12'] },
  { stored: 'ATU 842 278-77', found: ['ATU 842 278 77', '842278-77', 'atu84227877'] },
  { stored: 'BE 0842.278.789', found: ['BE0842.278.789', 'BE-0842278789', '0842 278 789'] },
  {
    stored: 'CHE-842.278.9 MWST',
    found: ['CHE842.278.9', 'CHE 842278 9', 'CHE-842.278.9 MWST', 'che8422789mwst'],
  },
];

export const orderNumberCases: readonly SearchCase[] = [
  {
    stored: 'Bestellung-Ä/77-08',
    found: ['77-08', '7-08', '7708', 'bestellung a 77', 'BESTELLUNG-Ä/77-08', '08'],
  },
  { stored: 'PO 12-34-56 842278', found: ['34-56', '3456', '12-34', '56 842278', 'PO-12', '4-56'] },
  { stored: 'A/7/B/9_X', found: ['7/B', 'B/9', 'a7b9x', 'A/7/B/9_X', 'B/9_X'], notFound: ['B/7'] },
  { stored: '№ 5.6.7', found: ['6.7', '5.6', '567', 'No 5.6.7', '№5.6.7'], notFound: ['7.6'] },
];

/** Paths of the service's lists that take `q`: a test that holds cases for others than these has forgotten one. */
export const searchedLists = (service: Operation['service']): string[] =>
  operationCatalog
    .filter(
      (operation) =>
        operation.service === service &&
        'q' in ((operation.query as { shape?: object } | undefined)?.shape ?? {}),
    )
    .map(({ path }) => path.slice(1))
    .sort();
