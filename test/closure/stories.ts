import fc from 'fast-check';
import { newBusiness, orderChanges, type Business, type Kind } from './business.js';
import { places, settleables } from './documents.js';
import type { Post } from './post.js';
import type { Services } from './services.js';

export type Step = { what: string; run: (business: Business) => Promise<unknown> };
export type Story = Step[] & { kind?: Kind };
export type Check = (services: Services, projectId: string) => Promise<string[]>;

export const step = (what: string, run: Step['run']): Step => ({ what, run });
export const told = (story: Story, kind: Kind = 'fixed price'): Story =>
  Object.assign(story, {
    kind,
    toString: () => [kind, ...story.map(({ what }) => what)].join(' → '),
  });

const units = fc.integer({ min: 1, max: 3 });
const which = fc.nat(5);
const place = fc.constantFrom(...places);

/** What people do with documents, early and late, of this project, another and none. */
const money = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.tuple(units, place).map(([n, at]) => step(`invoice ${n} (${at})`, (b) => b.invoice(n, at))),
  },
  { weight: 2, arbitrary: which.map((n) => step(`credit ${n}`, (b) => b.credit(n))) },
  {
    weight: 6,
    arbitrary: fc
      .tuple(units, place, fc.array(which, { maxLength: 2 }))
      .map(([n, at, of]) => step(`receive ${n} (${at}) for ${of.join(', ')}`, (b) => b.receive(n, at, of))),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(units, place, fc.option(which))
      .map(([n, at, of]) => step(`draft ${n} (${at}) for ${of}`, (b) => b.draftReceipt(n, at, of))),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(which, units, fc.option(place), fc.option(which))
      .map(([d, n, at, of]) =>
        step(`edit draft ${d}: ${n} (${at}) for ${of}`, (b) => b.editDraft(d, n, at, of)),
      ),
  },
  { weight: 2, arbitrary: which.map((n) => step(`issue draft ${n}`, (b) => b.issueDraft(n))) },
  {
    weight: 4,
    arbitrary: fc
      .tuple(which, which, units)
      .map(([r, i, n]) => step(`allocate ${n} of receipt ${r} to ${i}`, (b) => b.allocate(r, i, n))),
  },
  {
    weight: 3,
    arbitrary: fc
      .tuple(fc.constantFrom(...settleables), which)
      .map(([what, n]) => step(`settle ${what} ${n}`, (b) => b.settle(what, n))),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(which, units).map(([r, n]) => step(`release ${n} of ${r}`, (b) => b.release(r, n))),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(which, units).map(([r, n]) => step(`refund ${n} of ${r}`, (b) => b.refund(r, n))),
  },
  { weight: 2, arbitrary: which.map((n) => step(`reverse ${n}`, (b) => b.reverse(n))) },
);

const project = fc.oneof(
  { weight: 2, arbitrary: fc.constant(step('close technically', (b) => b.closeTechnically())) },
  { weight: 5, arbitrary: fc.constant(step('close financially', (b) => b.closeFinancially())) },
  { weight: 2, arbitrary: fc.constant(step('reopen', (b) => b.reopen())) },
  { weight: 1, arbitrary: fc.constant(step('emergency', (b) => b.finalizeInAnEmergency())) },
  { weight: 1, arbitrary: units.map((n) => step(`budget ${n}`, (b) => b.changeBudget(n))) },
  { weight: 1, arbitrary: units.map((n) => step(`order ${n}`, (b) => b.order(n))) },
  {
    weight: 4,
    arbitrary: fc
      .tuple(fc.nat(1), fc.constantFrom(...orderChanges))
      .map(([n, change]) => step(`order ${n}: ${change}`, (b) => b.changeOrder(n, change))),
  },
  { weight: 1, arbitrary: units.map((n) => step(`work ${n} h`, (b) => b.work(n))) },
  {
    weight: 1,
    arbitrary: fc.boolean().map((on) => step(`mark work ${on}`, (b) => b.markWork(on))),
  },
);

/** Stories, with the post in the hands of the test. */
export function storiesWith(post: () => Post) {
  const deliverAll = step('drain', () => post().drain());
  const close = step('close financially', (b) => b.closeFinancially());
  const closed = step('close technically', (b) => b.closeTechnically());
  const paid = [
    step('invoice 2', (b) => b.invoice(2, 'project')),
    step('receive 2 for it', (b) => b.receive(2, 'project', [0])),
    closed,
    deliverAll,
  ];
  const ordered = [
    step('order 2', (b) => b.order(2)),
    ...paid,
    step('finalize the order', (b) => b.changeOrder(0, 'finalize')),
  ];
  /** Sums agree, and nothing is settled. */
  const unsettled = [
    step('invoice 2', (b) => b.invoice(2, 'project')),
    step('receive 2 for nothing', (b) => b.receive(2, 'project', [])),
    closed,
    deliverAll,
  ];
  /** The project's money pays for something else. */
  const elsewhere = [
    step('invoice 2', (b) => b.invoice(2, 'project')),
    step('invoice 2 of no project', (b) => b.invoice(2, 'none')),
    step('receive 2 for the other', (b) => b.receive(2, 'project', [1])),
    closed,
    deliverAll,
  ];
  const byReceiptsAlone = [step('receive 2', (b) => b.receive(2, 'milestone', [])), closed, deliverAll];
  const deliveries = fc
    .tuple(fc.nat(20), fc.constantFrom('once', 'once', 'once', 'keep', 'crash'))
    .map(([n, how]) => step(`deliver ${n} (${how})`, () => post().deliver(n, how as 'once')));
  const steps = fc.oneof(
    { weight: 6, arbitrary: money },
    { weight: 8, arbitrary: project },
    { weight: 9, arbitrary: deliveries },
    { weight: 2, arbitrary: fc.constant(deliverAll) },
  );
  /** Most begin where it is interesting: the work is done and paid, or nearly so. */
  const beginnings = fc.constantFrom<Step[]>([], paid, ordered, unsettled, elsewhere, byReceiptsAlone);
  const kinds = fc.constantFrom<Kind>('fixed price', 'fixed price', 'time and materials');
  const stories = fc
    .tuple(beginnings, fc.array(steps, { minLength: 5, maxLength: 40, size: 'max' }), kinds)
    .map(([beginning, rest, kind]) => told([...beginning, ...rest], kind));

  /** Played first, so that every end of a closure is among the stories. */
  const examples: [Story][] = [
    [told([...paid, close, deliverAll])],
    [told([...ordered, close, deliverAll])],
    [told([...paid, close, step('reopen', (b) => b.reopen())])],
    [told([closed, close, deliverAll])],
    // Approved, and not yet finalized: whatever is issued now is too late.
    [
      told([
        ...[...paid, close, step('deliver the question', () => post().deliver(0))],
        ...[step('invoice 1', (b) => b.invoice(1, 'project')), deliverAll],
      ]),
    ],
    [
      told([
        ...unsettled,
        close,
        deliverAll,
        step('settle', (b) => b.settle('project', 0)),
        close,
        deliverAll,
      ]),
    ],
    [told([...elsewhere, close, deliverAll])],
    [told([...byReceiptsAlone, close, deliverAll])],
    [told([...paid, close, deliverAll], 'time and materials')],
    [told([step('work 8 h', (b) => b.work(8)), ...paid, close, deliverAll], 'time and materials')],
  ];
  return { stories, examples };
}

/** Plays a story, looking after each step, then delivers what is left and looks once more. @returns what is broken */
export async function play(
  services: Services,
  post: Post,
  story: Story,
  { whileItGoesOn, whenDrained }: { whileItGoesOn: Check; whenDrained: Check },
): Promise<string[]> {
  await post.drain();
  const business = await newBusiness(services, post, story.kind);
  for (const each of story) {
    await each.run(business);
    const faults = await whileItGoesOn(services, business.projectId);
    if (faults.length > 0) return faults.map((fault) => `${fault} (after ${each.what})`);
  }
  await post.drain();
  return whenDrained(services, business.projectId);
}
