import { expect, it } from '@jest/globals';
import { commonErrors, errorCatalog, protocolErrors } from '@closeout/contracts/errors';
import type { Operation } from '@closeout/contracts/http';
import { operationCatalog } from '@closeout/contracts/http/catalog';
import type { Problem } from '../api/problem.js';
import { formatsOf } from '../format/format.js';
import { de as germanWords } from './de/index.js';
import { problems as germanRefusals } from './de/problems/index.js';
import { en as englishWords } from './en/index.js';
import { problems as englishRefusals } from './en/problems/index.js';
import { fieldText, placedText, refusalText, refusalTitle, type Words } from './refusals.js';
import { translator, wordsOf } from './translate.js';

const en = { ...englishWords, ...englishRefusals };
const de = { ...germanWords, ...germanRefusals };
const english: Words = { ...formatsOf('en-GB'), t: translator(en, 'en'), word: wordsOf(en) };
const german: Words = { ...formatsOf('de'), t: translator(de, 'de'), word: wordsOf(de) };
const refused = (status: number, code: string, members: object = {}): Problem => ({
  ...{ status, code, title: 'Some HTTP phrase', detail: 'In the words of the API.' },
  ...members,
});

it('every refusal of the API has a text in both languages', () => {
  const operations = Object.values(operationCatalog).flat() as Operation[];
  const codes = new Set([
    ...operations.flatMap(({ errors }) => errors),
    ...Object.keys(commonErrors),
    ...Object.keys(protocolErrors),
    ...Object.keys(errorCatalog),
    ...['internal-error', 'unreachable'],
  ]);
  for (const texts of [en, de] as Record<string, string>[])
    expect([...codes].filter((code) => !texts[`problem.${code}`])).toEqual([]);
});

it('a refusal says what it is about, in the reader’s language', () => {
  const locked = refused(409, 'period-closed', { through: '2026-10-31' });
  expect(refusalText(locked, english)).toBe('The books are locked through 31 Oct 2026.');
  expect(refusalText(locked, german)).toBe('Die Bücher sind bis 31.10.2026 gesperrt.');
  expect(refusalText(refused(409, 'period-closed'), german)).toBe('Für diesen Tag sind die Bücher gesperrt.');
  const missing = refused(403, 'permission-missing', { permission: 'users.manage' });
  expect(refusalText(missing, german)).toContain(de['permission.users.manage']);
});

it('only a code that is newer than the page is said in the words of the API, and an HTTP phrase never', () => {
  expect(refusalText(refused(409, 'newer-than-this-page'), german)).toBe('In the words of the API.');
  expect(refusalText(refused(502, 'http-502', { detail: '' }), german)).toBe(
    'Ein Teil von Closeout ist gerade nicht erreichbar.',
  );
  for (const status of [0, 400, 401, 403, 404, 409, 412, 429, 500, 503])
    expect(refusalTitle(refused(status, 'some'), german)).not.toContain('HTTP');
});

it('what is wrong with a field is said without a pointer', () => {
  const problem = refused(400, 'invalid-request');
  const wrong = (pointer: string, code: string, detail: string) => ({ pointer, code, detail });
  const email = wrong('/email', 'invalid-format', 'expected an e-mail address');
  expect(fieldText(email, problem, german)).toBe('Das ist keine E-Mail-Adresse wie name@example.com.');
  expect(placedText(email, problem, german)).toBe(
    'E-Mail-Adresse: Das ist keine E-Mail-Adresse wie name@example.com.',
  );
  const line = wrong('/lines/1/description', 'required', 'is required');
  expect(placedText(line, problem, english)).toBe('Line items 2 Description: Fill in this field.');
  const long = wrong('/name', 'too-big', 'Too big: expected string to have <=200 characters');
  expect(fieldText(long, problem, german)).toBe('Höchstens 200 Zeichen.');
  const future = wrong('/issueDate', 'issue-date-in-future', '2027-05-05 is in the future.');
  expect(fieldText(future, problem, german)).toBe('Ein Beleg wird heute oder früher ausgestellt.');
  expect(placedText(wrong('/newer', 'newer', 'said so'), problem, german)).toBe('said so');
});
