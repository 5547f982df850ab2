import { nameOf, type FieldProblem, type Problem } from '../api/problem.js';
import type { Formats } from '../format/format.js';
import type { TextKey, Translate, Values } from './translate.js';

export interface Words extends Pick<Formats, 'day'> {
  t: Translate;
  word(group: string, word: string): string;
}

/** Members of a problem that are words of the API, and whose words they are. */
const groups: Record<string, string> = {
  permission: 'permission',
  service: 'service',
  currentStatus: 'status',
};

/** What a refusal says to the reader: by its code, filled with its members; in the API's own words where the code is newer than this page. */
export function refusalText(problem: Problem, words: Words): string {
  const known = textOf(`problem.${problem.code}`, problem, words);
  if (known) return known;
  if (problem.status >= 500) return words.t('problem.service-unavailable');
  return problem.detail || words.t('problem.title');
}

/** Over what a refusal says: which kind it is of. Never the phrase of its HTTP status. */
export function refusalTitle({ code, status }: Problem, { t }: Words): string {
  if (code === 'internal-error') return t('problem.title');
  if (status === 0 || status === 429 || status >= 500) return t('problem.title.away');
  if (status === 403) return t('problem.title.forbidden');
  return t(code === 'invalid-request' ? 'problem.title.invalid' : 'problem.title');
}

/** What is wrong with one field, for beside it. */
export function fieldText(error: FieldProblem, problem: Problem, words: Words): string {
  const { code, detail } = error;
  const members = code === problem.code ? problem : { ...problem, code };
  return (
    textOf(`problem.${code}`, members, words) ??
    boundText(error, words) ??
    shapeText(detail, words) ??
    textOf(`invalid.${code}`, {}, words) ??
    detail
  );
}

/** The same where no field shows it: with the name of what it is about, but never with a pointer. */
export function placedText(error: FieldProblem, problem: Problem, words: Words): string {
  const text = fieldText(error, problem, words);
  const parts = nameOf(error.pointer).split('.');
  const names = parts.flatMap((part) => {
    if (/^\d+$/.test(part)) return [String(Number(part) + 1)];
    const name = words.word('member', part);
    return name === part ? [] : [name];
  });
  return names.length === 0 ? text : words.t('invalid.place', { field: names.join(' '), text });
}

function boundText({ code, detail }: FieldProblem, { t }: Words): string | null {
  const [, sign, bound] = /([<>]=?)(-?\d+)/.exec(detail) ?? [];
  if (!sign || bound === undefined) return null;
  const isText = detail.includes('string');
  if (code === 'too-small' && isText && bound === '1') return t('invalid.required');
  const number = Number(bound);
  if (code === 'too-small')
    return t(
      isText
        ? 'invalid.too-small.text'
        : sign === '>'
          ? 'invalid.too-small.above'
          : 'invalid.too-small.number',
      { least: number },
    );
  if (code === 'too-big')
    return t(
      isText ? 'invalid.too-big.text' : sign === '<' ? 'invalid.too-big.below' : 'invalid.too-big.number',
      {
        most: number,
      },
    );
  return null;
}

/** What the API expects, by what it says of it. */
const shapes: readonly [RegExp, TextKey, Values?][] = [
  [/field to change/, 'invalid.nothing-changed'],
  [/role or permission/, 'invalid.role-or-permission'],
  [/^is required|can be seen/, 'invalid.required'],
  [/e-mail/, 'invalid.invalid-format.email'],
  [/hours|quarters/, 'invalid.hours'],
  [/per cent/, 'invalid.percent'],
  [/above (zero|0)/, 'invalid.too-small.above', { least: 0 }],
  [/(zero|0) or more/, 'invalid.too-small.number', { least: 0 }],
  [/decimal/, 'invalid.no-number'],
  [/expected a day/, 'invalid.no-day'],
  [/currency|UUID/, 'invalid.choose'],
  [/control characters/, 'invalid.invalid-text'],
  [/lower-case/, 'invalid.key'],
  [/letters or digits/, 'invalid.letters'],
];

function shapeText(detail: string, { t }: Words): string | null {
  const [, key, values] = shapes.find(([shape]) => shape.test(detail)) ?? [];
  return key ? t(key, values) : null;
}

/** The text of a key, the one with places for members where all of them are there; null where there is none. */
function textOf(key: string, members: Record<string, unknown>, words: Words): string | null {
  const values: Values = {};
  for (const [name, value] of Object.entries(members)) {
    if (typeof value === 'number') values[name] = value;
    if (typeof value === 'string') values[name] = said(name, value, words);
    if (isHeld(value)) values[name] = value.map(({ kind, count }) => heldText(kind, count, words)).join(', ');
  }
  for (const each of [`${key}.with`, key]) {
    const text = words.t(each as TextKey, values);
    if (text !== each && !/\{\w+\}/.test(text)) return text;
  }
  return null;
}

function said(name: string, value: string, { word, day }: Words): string {
  const group = groups[name];
  if (group) return word(group, value);
  return /^\d{4}-\d{2}-\d{2}$/.test(value) ? day(value) : value;
}

interface Held {
  kind: string;
  count: number;
}

/** How many records of a kind there are. */
const isHeld = (value: unknown): value is Held[] =>
  Array.isArray(value) &&
  value.every(
    (each: Partial<Held> | null) => typeof each?.kind === 'string' && typeof each.count === 'number',
  );

function heldText(kind: string, count: number, { t }: Words): string {
  const key = `held.${kind}`;
  const text = t(key as TextKey, { count });
  return text === key ? `${count} ${kind}` : text;
}
