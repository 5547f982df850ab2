import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { projectsEvents, type MilestoneState, type ProjectState } from '@closeout/contracts/events/projects';
import { eventually } from '@closeout/service-kit/testing';
import { must, refusal, startWorld, type World } from './support/world.js';

describe('a draft for a milestone', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld({ replicas: 2, broker: true });
  });
  afterAll(() => world.stop());

  const request = (project: ProjectState, milestone: MilestoneState) =>
    world.projects.event(projectsEvents.paymentRequested.type, milestone.id, milestone.version, {
      ...(projectsEvents.paymentRequested.example as object),
      project,
      milestone,
    });
  const after = (milestone: MilestoneState, more: Partial<MilestoneState>): MilestoneState => ({
    ...milestone,
    version: milestone.version + 1,
    ...more,
  });
  /** Projects says so when it is asked; its event is nowhere yet, not even in the log that billing reads now and then. */
  const changeSilently = (milestone: MilestoneState, more: Partial<MilestoneState>) =>
    Object.assign(milestone, after(milestone, more));
  const news = (changed: MilestoneState) => {
    const { type } = changed.removed ? projectsEvents.milestoneRemoved : projectsEvents.milestoneUpdated;
    return world.projects.event(type, changed.id, changed.version, changed);
  };
  const isKnown = ({ id, version }: MilestoneState) =>
    eventually(
      () =>
        world.database.query('SELECT FROM milestone_replica WHERE milestone_id = $1 AND version >= $2', [
          id,
          version,
        ]),
      (rows) => rows.length === 1,
    );
  const draftsOf = async ({ id }: MilestoneState) =>
    must(await world.api.get(`/api/v1/invoices?milestoneId=${id}`), 200).items;
  const get = async (id: string) => must(await world.api.get(`/api/v1/invoices/${id}`), 200);
  const requested = async (more: Partial<MilestoneState> = {}) => {
    const customer = await world.customer();
    const project = world.projects.project(customer.id, { title: 'Rollout' });
    const milestone = world.projects.milestone(project, { expectedAmount: '400.00', ...more });
    await world.projects.tell(request(project, milestone));
    const [draft] = await eventually(
      () => draftsOf(milestone),
      (items) => items.length === 1,
    );
    return { customer, project, milestone, draft };
  };
  const tell = async (milestone: MilestoneState, more: Partial<MilestoneState>) => {
    const changed = after(milestone, more);
    await world.projects.tell(news(changed));
    await isKnown(changed);
    return changed;
  };

  it('that nobody edited goes with what was agreed: its amount, its name', async () => {
    const { milestone, draft, project } = await requested();
    expect(await get(draft.id)).toMatchObject({ version: 1, followsMilestone: true, warnings: [] });
    const more = { expectedAmount: '450.00', label: 'Rollout done' };
    const changed = await tell(milestone, more);
    expect(await get(draft.id)).toMatchObject({
      version: 2,
      followsMilestone: true,
      lines: [{ description: `Rollout done – ${project.number} Rollout`, unitPrice: '450.00' }],
      totals: { gross: '450.00' },
      warnings: [],
    });
    const history = must(await world.api.get(`/api/v1/invoices/${draft.id}/history`), 200).items;
    expect(history.map(({ action }: any) => action)).toEqual(['draftRequestedInvoice', 'followMilestone']);
    // News of something else changes nothing.
    await tell(changed, { dueDate: '2026-12-01' });
    expect((await get(draft.id)).version).toBe(2);
    expect(must(await world.api.post(`/api/v1/invoices/${draft.id}/issue`), 200)).toMatchObject({
      followsMilestone: false,
      totals: { gross: '450.00' },
    });
    // What is issued stays.
    await tell({ ...changed, version: changed.version + 1 }, { expectedAmount: '500.00' });
    expect((await get(draft.id)).totals.gross).toBe('450.00');
  });

  it('follows also where billing is told by projects’ answer before the event comes', async () => {
    const { milestone, draft, customer, project } = await requested();
    changeSilently(milestone, { expectedAmount: '450.00' });
    const next = world.projects.milestone(project);
    const body = { customerId: customer.id, currency: 'EUR', milestoneId: next.id };
    must(await world.api.post('/api/v1/invoices', body), 201);
    expect((await get(draft.id)).totals.gross).toBe('450.00');
  });

  it('is issued with what is agreed now, also where the change is still under way; who saw it as it was is told', async () => {
    const { milestone, draft } = await requested();
    const path = `/api/v1/invoices/${draft.id}/issue`;
    changeSilently(milestone, { expectedAmount: '450.00' });
    const seen = { 'if-match': `"${draft.version}"` };
    expect(refusal(await world.api.post(path, {}, seen))).toBe('412 stale-version');
    expect(await get(draft.id)).toMatchObject({
      version: 2,
      followsMilestone: true,
      totals: { gross: '450.00' },
    });
    changeSilently(milestone, { expectedAmount: '470.00' });
    const shown = must(await world.api.post(`${path}?dryRun=true`), 200);
    expect(shown.answer).toMatchObject({ totals: { gross: '470.00' } });
    changeSilently(milestone, { expectedAmount: '480.00' });
    expect(must(await world.api.post(path), 200)).toMatchObject({ totals: { gross: '480.00' } });
  });

  it('is issued as it is known while projects is away, and an edited one without asking', async () => {
    const { milestone, draft } = await requested();
    const other = await requested();
    must(await world.api.patch(`/api/v1/invoices/${other.draft.id}`, { taxRate: '19' }), 200);
    for (const each of [milestone, other.milestone]) changeSilently(each, { expectedAmount: '450.00' });
    expect(must(await world.api.post(`/api/v1/invoices/${other.draft.id}/issue`), 200)).toMatchObject({
      totals: { gross: '400.00' },
    });
    world.projects.away = true;
    try {
      expect(must(await world.api.post(`/api/v1/invoices/${draft.id}/issue`), 200)).toMatchObject({
        totals: { gross: '400.00' },
      });
    } finally {
      world.projects.away = false;
    }
  });

  it('that was edited stays as it is, and warns with both figures wherever it is looked at', async () => {
    const { milestone, draft } = await requested();
    const path = `/api/v1/invoices/${draft.id}`;
    const edited = must(await world.api.patch(path, { taxRate: '19' }), 200);
    expect(edited).toMatchObject({ followsMilestone: false, warnings: [], totals: { gross: '400.00' } });
    const changed = await tell(milestone, { expectedAmount: '450.00' });
    const warning = { code: 'differs-from-milestone', expected: '450.00', actual: '400.00' };
    expect(await get(draft.id)).toMatchObject({ totals: { gross: '400.00' }, warnings: [warning] });
    const preview = must(await world.api.post(`${path}/issue?dryRun=true`), 200);
    expect(preview.warnings).toMatchObject([warning]);
    // What was agreed is one patch away.
    expect(must(await world.api.patch(path, { taxRate: '19' }), 200)).toMatchObject({
      totals: { gross: '450.00' },
      warnings: [],
    });
    await tell(changed, { removed: true });
    expect((await get(draft.id)).warnings).toMatchObject([{ code: 'milestone-removed' }]);
    must(await world.api.delete(path), 204);
  });

  it('made by hand warns too; of a part that is invoiced already only the rest is expected', async () => {
    const customer = await world.customer();
    const project = world.projects.project(customer.id);
    const milestone = world.projects.milestone(project, { expectedAmount: '1000.00' });
    const part = await world.invoice(customer.id, '400.00', { milestoneId: milestone.id });
    const drafted = async (unitPrice: string) =>
      must(
        await world.api.post('/api/v1/invoices', {
          ...{ customerId: customer.id, currency: 'EUR', milestoneId: milestone.id },
          lines: [{ description: 'Rest', quantity: '1', unitPrice }],
        }),
        201,
      );
    expect((await drafted('600.00')).warnings).toEqual([]);
    const whole = await drafted('1000.00');
    expect(whole).toMatchObject({
      followsMilestone: false,
      warnings: [{ code: 'differs-from-milestone', expected: '600.00', actual: '1000.00' }],
    });
    must(await world.api.post(`/api/v1/invoices/${part.id}/credit-notes`, { reason: 'Anew' }), 201);
    expect((await get(whole.id)).warnings).toEqual([]);
  });

  it('goes with a milestone that is taken out, unless somebody edited it', async () => {
    const { milestone, draft } = await requested();
    await tell(milestone, { removed: true });
    expect(refusal(await world.api.get(`/api/v1/invoices/${draft.id}`))).toBe('404 invoice-not-found');
    expect(await draftsOf(milestone)).toEqual([]);
  });

  it('that expects nothing for a while asks for nothing, and cannot be issued', async () => {
    const { milestone, draft } = await requested();
    const nothing = await tell(milestone, { expectedAmount: '0.00' });
    expect(refusal(await world.api.post(`/api/v1/invoices/${draft.id}/issue`))).toBe(
      '409 nothing-to-invoice',
    );
    await tell(nothing, { expectedAmount: '70.00' });
    expect((await get(draft.id)).totals.gross).toBe('70.00');
  });

  it('is never left behind by a change that comes while it is made', async () => {
    const customer = await world.customer();
    const project = world.projects.project(customer.id);
    const pairs = Array.from({ length: 12 }, () => {
      const milestone = world.projects.milestone(project, { expectedAmount: '400.00' });
      return { milestone, changed: after(milestone, { expectedAmount: '450.00' }) };
    });
    await world.projects.tell(
      ...pairs.flatMap(({ milestone, changed }) => [request(project, milestone), news(changed)]),
    );
    for (const { milestone, changed } of pairs) {
      await isKnown(changed);
      const [draft] = await eventually(
        () => draftsOf(milestone),
        (items) => items.length === 1 && items[0].totals.gross === '450.00',
      );
      expect(draft.totals.gross).toBe('450.00');
    }
  });
});
