import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '@closeout/service-kit/db';
import { countBoxes } from './support/boxes.js';
import { readPdf, type ReadPdf } from './support/readPdf.js';
import { must, refusal, startWorld, type World } from './support/world.js';

let world: World;
beforeAll(async () => {
  world = await startWorld({ today: '2026-02-10' });
});
afterAll(() => world.stop());

async function pdf(path: string, language = 'en'): Promise<ReadPdf & { bytes: Buffer; headers: Headers }> {
  const reply = await world.api.get(`/api/v1/${path}/pdf?language=${language}`);
  if (reply.status !== 200) throw new Error(`expected a PDF, got ${reply.status}: ${String(reply.body)}`);
  return { ...(await readPdf(reply.bytes)), bytes: reply.bytes, headers: reply.headers };
}

const line = (description: string, unitPrice: string, more: object = {}) => ({
  description,
  quantity: '1',
  unitPrice,
  ...more,
});

describe('The PDF of an invoice', () => {
  it('says all that was issued: who, whom, what for, lines, tax by rate, when and where to pay', async () => {
    const customer = await world.customer({
      name: 'Client A Sp. z o.o.',
      vatNumber: 'PL5260001246',
      address: 'ul. Długa 5\n00-238 Warszawa',
      paymentTermsDays: 30,
    });
    const project = world.projects.project(customer.id, {
      number: 'PRJ-2026-0001',
      title: 'Website',
      currency: 'EUR',
    });
    const milestone = world.projects.milestone(project, { label: 'Advance' });
    const cpo = must(
      await world.api.post('/api/v1/cpos', {
        customerId: customer.id,
        number: 'PO-4711',
        amount: '2000',
        currency: 'EUR',
        projectId: project.id,
      }),
      201,
    );
    const invoice = await world.invoice(customer.id, '0', {
      projectId: project.id,
      milestoneId: milestone.id,
      cpoId: cpo.id,
      lines: [
        line('Consulting, hours', '120.00', { quantity: '7.5', taxRate: '19' }),
        line('Books', '50', { taxRate: '7' }),
        line('Postage', '12.3456', { quantity: '3' }),
      ],
    });

    const { text, pages, info, language, headers } = await pdf(`invoices/${invoice.id}`);
    expect(headers.get('content-type')).toBe('application/pdf');
    expect(headers.get('content-disposition')).toBe(`inline; filename="${invoice.number}.pdf"`);
    for (const said of [
      `Invoice ${invoice.number}`,
      'Closeout Demo GmbH',
      'Marktplatz 2, 20095 Hamburg',
      'DE999999999',
      'Client A Sp. z o.o.',
      'ul. Długa 5',
      '00-238 Warszawa',
      'PL5260001246',
      'PRJ-2026-0001 Website',
      'Advance',
      'PO-4711',
      '10 February 2026',
      'Payable by 12 March 2026, within 30 days of the date of issue, without deduction.',
      'Consulting, hours 7.5 120.00 19% 900.00',
      'Books 1 50.00 7% 50.00',
      'Postage 3 12.3456 0% 37.04',
      'Net total EUR 987.04',
      'VAT 0% of EUR 37.04 EUR 0.00',
      'VAT 7% of EUR 50.00 EUR 3.50',
      'VAT 19% of EUR 900.00 EUR 171.00',
      'Total EUR 1,161.54',
      'DE37 9999 9999 0123 4567 89',
      'DEMODEHHXXX',
      'Page 1 of 1',
    ])
      expect(text).toContain(said);
    expect(pages).toHaveLength(1);
    expect(info).toMatchObject({ Title: `Invoice ${invoice.number}`, Author: 'Closeout Demo GmbH' });
    expect(language).toBe('en');
  });

  it('is a refund too: of which receipt, how much, when and why; and its receipt says what was paid back', async () => {
    const customer = await world.customer({ name: 'Client R' });
    const project = world.projects.project(customer.id, { title: 'Harbour', currency: 'EUR' });
    const receipt = await world.receipt(customer.id, '1100.00', { projectId: project.id });
    const refund = must(
      await world.api.post(`/api/v1/receipts/${receipt.id}/refunds`, {
        amount: '100.50',
        refundDate: '2026-02-10',
        method: 'bank transfer',
        reason: 'Paid twice',
      }),
      201,
    );
    const { text, info, pages } = await pdf(`refunds/${refund.id}`);
    for (const said of [
      `Refund ${refund.number}`,
      'Closeout Demo GmbH',
      'Client R',
      `${project.number} Harbour`,
      'EUR 100.50',
      '10 February 2026',
      'bank transfer',
      'Paid twice',
      `This amount of your payment ${receipt.number} of 9 February 2026 is paid back to you.`,
      'Page 1 of 1',
    ])
      expect(text).toContain(said);
    expect(pages).toHaveLength(1);
    expect(info).toMatchObject({ Title: `Refund ${refund.number}`, Author: 'Closeout Demo GmbH' });
    const german = await pdf(`refunds/${refund.id}`, 'de');
    expect(german.text).toContain(`Rückzahlung ${refund.number}`);
    expect(german.text).toContain(`Dieser Betrag Ihrer Zahlung ${receipt.number} vom 9. Februar 2026`);
    const own = await pdf(`receipts/${receipt.id}`);
    expect(own.text).toContain('Paid back to you 100.50');
    expect(own.text).toContain('Total 1,100.00');
  });

  it('is written in German where German is asked for', async () => {
    const customer = await world.customer({ name: 'Kunde B' });
    const invoice = await world.invoice(customer.id, '0', {
      lines: [line('Beratung', '1234.5', { taxRate: '19', quantity: '2.25' })],
    });
    const { text, info, language } = await pdf(`invoices/${invoice.id}`, 'de');
    expect(text).toContain(`Rechnung ${invoice.number}`);
    expect(text).toContain('10. Februar 2026');
    expect(text).toContain('Beratung 2,25 1.234,50 19 % 2.777,63');
    expect(text).toContain('Gesamtbetrag 3.305,38 EUR');
    expect(text).toContain('Seite 1 von 1');
    expect(info['Title']).toBe(`Rechnung ${invoice.number}`);
    expect(language).toBe('de');
    expect(refusal(await world.api.get(`/api/v1/invoices/${invoice.id}/pdf?language=fr`))).toBe(
      '400 invalid-request',
    );
  });

  it.each([
    ['JPY', '1234567', 'JPY 1,234,567', '1,234,567'],
    ['EUR', '1234567.89', 'EUR 1,234,567.89', '1,234,567.89'],
    ['BHD', '1234567.891', 'BHD 1,234,567.891', '1,234,567.891'],
    ['EUR', '9999999999999.99', 'EUR 9,999,999,999,999.99', '9,999,999,999,999.99'],
  ])('%s: %s has the decimals of its currency', async (currency, amount, total, net) => {
    const customer = await world.customer({ currency });
    const invoice = await world.invoice(customer.id, amount, { currency });
    const { text } = await pdf(`invoices/${invoice.id}`);
    expect(text).toContain(`Work 1 ${net} 0% ${net}`);
    expect(text).toContain(`Total ${total}`);
  });

  it('shows names in the letters of Poland, Greece and Ukraine', async () => {
    const names = ['Zażółć Gęślą Jaźń', 'Ελληνική Εταιρεία', 'Київський завод'];
    const customer = await world.customer({ name: names.join(' – ') });
    const { text } = await pdf(`invoices/${(await world.invoice(customer.id, '1')).id}`);
    for (const name of names) expect(text).toContain(name);
  });

  it('two hundred lines go over several pages, each with the head of the table and its number', async () => {
    const customer = await world.customer();
    const lines = Array.from({ length: 200 }, (_, n) => line(`Item ${n + 1}`, '1.00'));
    const { pages, text } = await pdf(`invoices/${(await world.invoice(customer.id, '0', { lines })).id}`);
    expect(pages.length).toBeGreaterThan(3);
    pages.forEach((page, index) => {
      expect(page).toContain(`Page ${index + 1} of ${pages.length}`);
      if (/Item \d/.test(page)) expect(page).toContain('Description Quantity Unit price VAT Net (EUR)');
    });
    expect(text).toContain('200 Item 200 1 1.00 0% 1.00');
    expect(text).toContain('Total EUR 200.00');
  });

  it('long descriptions are wrapped, also when they have no spaces, and stay on the paper', async () => {
    const customer = await world.customer({ name: 'N'.repeat(120), address: 'A'.repeat(200) });
    const lines = [
      line('word '.repeat(199).trim(), '999999999.99', { quantity: '1234.123456', taxRate: '19' }),
      line('x'.repeat(1000), '1'),
      line('Line one\r\nline two\twith a tab', '1'),
    ];
    const { pieces, text } = await pdf(`invoices/${(await world.invoice(customer.id, '0', { lines })).id}`);
    expect(text.match(/word/g)).toHaveLength(199);
    expect(text.match(/x/g)?.length).toBeGreaterThanOrEqual(1000);
    for (const { x, width } of pieces) {
      expect(x).toBeGreaterThanOrEqual(56);
      expect(x + width).toBeLessThanOrEqual(595 - 56);
    }
  });

  it('does not change when customer, project or milestone change, and is the same bytes each time', async () => {
    const customer = await world.customer({ name: 'Before AG', address: 'Old Street 1' });
    const project = world.projects.project(customer.id, { title: 'First title', currency: 'EUR' });
    const milestone = world.projects.milestone(project, { label: 'First label' });
    const invoice = await world.invoice(customer.id, '10', {
      projectId: project.id,
      milestoneId: milestone.id,
    });
    const note = must(
      await world.api.post(`/api/v1/invoices/${invoice.id}/credit-notes`, { reason: 'All of it' }),
      201,
    );
    const receipt = await world.receipt(customer.id, '10', {
      projectId: project.id,
      milestoneId: milestone.id,
    });
    const paths = [`invoices/${invoice.id}`, `credit-notes/${note.id}`, `receipts/${receipt.id}`];
    const before = await Promise.all(paths.map((path) => pdf(path)));

    world.clock.today = '2026-02-11';
    must(
      await world.api.patch(`/api/v1/customers/${customer.id}`, {
        name: 'After AG',
        address: 'New Street 2',
      }),
      200,
    );
    await world.database.query(
      `UPDATE project_replica SET title = 'Second title' WHERE project_id = '${project.id}'`,
    );
    await world.database.query(
      `UPDATE milestone_replica SET label = 'Second label' WHERE milestone_id = '${milestone.id}'`,
    );
    const after = await Promise.all(paths.map((path) => pdf(path)));
    world.clock.today = '2026-02-10';

    for (const [index, document] of before.entries()) {
      expect(document.text).toContain('Before AG');
      expect(document.text).toContain('First title');
      expect(document.text).toContain('First label');
      expect(document.text).toContain('Closeout Demo GmbH');
      expect(after[index]?.bytes.equals(document.bytes)).toBe(true);
    }
  });

  it('is not there for a draft, and for nobody who may not see the invoice', async () => {
    const customer = await world.customer({ securityLevel: 5 });
    const draft = must(
      await world.api.post('/api/v1/invoices', {
        customerId: customer.id,
        currency: 'EUR',
        lines: [line('Work', '1')],
      }),
      201,
    );
    expect(refusal(await world.api.get(`/api/v1/invoices/${draft.id}/pdf`))).toBe('409 document-not-issued');
    expect(refusal(await world.api.get(`/api/v1/invoices/${newId()}/pdf`))).toBe('404 invoice-not-found');
    must(await world.api.post(`/api/v1/invoices/${draft.id}/issue`), 200);
    const outsider = await world.as({ permissions: 'all', clearance: 4 });
    expect(refusal(await outsider.get(`/api/v1/invoices/${draft.id}/pdf`))).toBe('404 invoice-not-found');
  });

  it('is kept by no cache, and not sent again to who has it', async () => {
    const invoice = await world.invoice((await world.customer()).id, '1');
    const path = `/api/v1/invoices/${invoice.id}/pdf`;
    const { headers } = await world.api.get(path);
    expect(headers.get('cache-control')).toBe('no-store');
    const again = await world.api.get(path, { 'if-none-match': headers.get('etag')! });
    expect(again).toMatchObject({ status: 304, body: '' });
    const german = await world.api.get(`${path}?language=de`, { 'if-none-match': headers.get('etag')! });
    expect(german.status).toBe(200);
  });
});

describe('The PDF of a credit note', () => {
  it('names its invoice and the reason, and only what is credited', async () => {
    const customer = await world.customer();
    const invoice = await world.invoice(customer.id, '0', {
      lines: [line('Kept', '100', { taxRate: '19' }), line('Taken back', '200', { taxRate: '19' })],
    });
    const note = must(
      await world.api.post(`/api/v1/invoices/${invoice.id}/credit-notes`, {
        reason: 'Two days less',
        lines: [{ lineNo: 2, amount: '50' }],
      }),
      201,
    );
    const { text, headers } = await pdf(`credit-notes/${note.id}`);
    expect(text).toContain(`Credit note ${note.number}`);
    expect(text).toContain(`For invoice ${invoice.number}`);
    expect(text).toContain('Reason: Two days less');
    expect(text).toContain('Taken back 1 50.00 19% 50.00');
    expect(text).toContain('Total credited EUR 59.50');
    expect(text).not.toContain('Kept');
    expect(headers.get('content-disposition')).toBe(`inline; filename="${note.number}.pdf"`);
  });
});

describe('The PDF of a receipt', () => {
  it('says what was paid, how, and of which invoices; later also what was allocated later, and that it was reversed', async () => {
    const customer = await world.customer();
    const [first, second] = [await world.invoice(customer.id, '100'), await world.invoice(customer.id, '50')];
    const receipt = await world.receipt(customer.id, '130', {
      method: 'Bank transfer',
      reference: 'E2E-77',
      allocations: [{ invoiceId: first.id, amount: '100' }],
    });
    const path = `receipts/${receipt.id}`;
    const before = await pdf(path);
    for (const said of [
      `Receipt ${receipt.number}`,
      'Amount received EUR 130.00',
      'Date of payment 9 February 2026',
      'Method Bank transfer',
      'Reference E2E-77',
      `${first.number} 100.00`,
      'On account, not yet used for an invoice 30.00',
      'Total 130.00',
    ])
      expect(before.text).toContain(said);
    expect(before.text).not.toContain('REVERSED');
    expect(before.headers.get('cache-control')).toBe('no-store');
    const etag = { 'if-none-match': before.headers.get('etag')! };
    expect((await world.api.get(`/api/v1/${path}/pdf`, etag)).status).toBe(304);

    must(await world.api.post(`/api/v1/${path}/allocations`, { invoiceId: second.id, amount: '30' }), 201);
    const allocated = await world.api.get(`/api/v1/${path}/pdf`, etag);
    expect(allocated.status).toBe(200);
    expect((await readPdf(allocated.bytes)).text).toContain(`${second.number} 30.00`);

    must(await world.api.post(`/api/v1/${path}/reverse`, { reason: 'Bounced' }), 200);
    const reversed = await pdf(path);
    expect(reversed.text).toContain('REVERSED');
    expect(reversed.text).toMatch(/was reversed by REV-2026-\d{4} on 10 February 2026/);
    expect(reversed.text).toContain('It proves no payment and settles nothing now.');
    expect(reversed.text).toContain(
      `Settled until the reversal: invoice Amount (EUR) ${first.number} 100.00`,
    );
    expect(reversed.text).toContain('Reason: Bounced');
    const german = await pdf(path, 'de');
    expect(german.text).toContain('STORNIERT');
    expect(german.text).toContain('Sie belegt keine Zahlung und begleicht nichts mehr.');
  });

  it('is not there for a draft', async () => {
    const customer = await world.customer();
    const draft = must(
      await world.api.post('/api/v1/receipts', {
        customerId: customer.id,
        currency: 'EUR',
        amount: '1',
        paymentDate: '2026-02-09',
      }),
      201,
    );
    expect(refusal(await world.api.get(`/api/v1/receipts/${draft.id}/pdf`))).toBe('409 document-not-issued');
  });
});

describe('Printing', () => {
  it('keeps nobody else waiting, whatever is printed', async () => {
    const customer = await world.customer();
    const lines = Array.from({ length: 500 }, (_, n) => line(`Item ${n + 1} `.repeat(8), '1.00'));
    const invoice = await world.invoice(customer.id, '0', { lines });
    let longest = 0;
    let last = performance.now();
    const watch = setInterval(() => {
      longest = Math.max(longest, performance.now() - last);
      last = performance.now();
    }, 5);
    const before = performance.now();
    const reply = await world.api.get(`/api/v1/invoices/${invoice.id}/pdf`);
    const took = performance.now() - before;
    clearInterval(watch);
    expect(reply.status).toBe(200);
    // The whole printing would be one such pause if it were done where requests are answered.
    expect(longest).toBeLessThan(took / 2);
  });

  it('more at once than it takes are asked to come back, and the others are printed', async () => {
    const invoice = await world.invoice((await world.customer()).id, '1');
    const callers = await Promise.all(
      Array.from({ length: 20 }, () => world.as({ permissions: ['invoices.view'] })),
    );
    const replies = await Promise.all(
      callers.flatMap((caller) => [1, 2].map(() => caller.get(`/api/v1/invoices/${invoice.id}/pdf`))),
    );
    const printed = replies.filter(({ status }) => status === 200);
    const refused = replies.filter(({ status }) => status !== 200);
    expect(printed.length).toBeGreaterThanOrEqual(20);
    for (const reply of refused) {
      expect(refusal(reply)).toBe('503 busy');
      expect(reply.headers.get('retry-after')).toBe('2');
    }
    expect(new Set(printed.map(({ bytes }) => bytes.toString('base64'))).size).toBe(1);
    expect((await world.api.get(`/api/v1/invoices/${invoice.id}/pdf`)).status).toBe(200);
  });

  it('somebody who asks for many has few places, and whoever hangs up has none: others do not wait for them', async () => {
    const customer = await world.customer();
    const lines = Array.from({ length: 300 }, (_, n) => line(`Item ${n + 1} `.repeat(80), '1.00'));
    const long = await world.invoice(customer.id, '0', { lines });
    const short = await world.invoice(customer.id, '1');
    const greedy = await Promise.all(
      Array.from({ length: 12 }, () => world.api.get(`/api/v1/invoices/${long.id}/pdf`)),
    );
    const refused = greedy.filter(({ status }) => status !== 200);
    expect(refused.length).toBeGreaterThan(0);
    for (const reply of refused) expect(refusal(reply)).toBe('429 too-many-requests');

    const tokens = await Promise.all(
      Array.from({ length: 20 }, () => world.as({ permissions: ['invoices.view'] })),
    );
    const hangingUp = tokens.map((caller) =>
      caller.get(`/api/v1/invoices/${long.id}/pdf`, {}, AbortSignal.timeout(500)).catch(() => 'hung up'),
    );
    await Promise.all(hangingUp);
    const began = performance.now();
    expect((await world.api.get(`/api/v1/invoices/${short.id}/pdf`)).status).toBe(200);
    const one = performance.now() - began;
    const before = performance.now();
    expect((await world.api.get(`/api/v1/invoices/${long.id}/pdf`)).status).toBe(200);
    // At most the one that was begun already, and not the twenty.
    expect(one).toBeLessThan(5 * (performance.now() - before) + 2_000);
  });
});

describe('What no font has', () => {
  const hieroglyph = '\u{13000}';
  const said = ({ body }: { body: unknown }) => {
    const { code, errors } = body as { code: string; errors: { pointer: string; detail: string }[] };
    return { code, places: errors.map(({ pointer }) => pointer), detail: errors[0]?.detail };
  };

  it('is refused when an invoice is issued, with each place, and no number is lost', async () => {
    const customer = await world.customer({ name: `Temple ${hieroglyph}` });
    const project = world.projects.project(customer.id, { title: `Tomb ${hieroglyph}`, currency: 'EUR' });
    const draft = must(
      await world.api.post('/api/v1/invoices', {
        customerId: customer.id,
        currency: 'EUR',
        projectId: project.id,
        lines: [line('Work', '1'), line(`Carving ${hieroglyph}`, '1'), line('Rare \u{e000}', '1')],
      }),
      201,
    );
    const refused = await world.api.post(`/api/v1/invoices/${draft.id}/issue`);
    expect(refused.status).toBe(400);
    expect(said(refused)).toEqual({
      code: 'text-not-printable',
      places: ['/lines/1/description', '/lines/2/description', '/buyer/name', '/subject/projectTitle'],
      detail: `The description of line 2 holds “${hieroglyph}” (U+13000), which no font here has. Write it in another way.`,
    });
    const preview = await world.api.post(`/api/v1/invoices/${draft.id}/issue?dryRun=true`);
    expect(said(preview).code).toBe('text-not-printable');
    expect(must(await world.api.get(`/api/v1/invoices/${draft.id}`), 200).status).toBe('DRAFT');

    must(await world.api.patch(`/api/v1/customers/${customer.id}`, { name: 'Temple' }), 200);
    await world.database.query(
      `UPDATE project_replica SET title = 'Tomb' WHERE project_id = '${project.id}'`,
    );
    must(
      await world.api.patch(`/api/v1/invoices/${draft.id}`, { lines: [line('ภาษาไทย 产品 עברית 😀', '1')] }),
      200,
    );
    const before = await world.invoice((await world.customer()).id, '1');
    const issued = must(await world.api.post(`/api/v1/invoices/${draft.id}/issue`), 200);
    expect(Number(issued.number.slice(-4))).toBe(Number(before.number.slice(-4)) + 1);
    expect((await pdf(`invoices/${draft.id}`)).text).toContain('产品');
  });

  it('is refused in the reason of a credit note, a reversal and a refund, and in what a receipt says', async () => {
    const customer = await world.customer();
    const invoice = await world.invoice(customer.id, '10');
    const receipt = await world.receipt(customer.id, '10');
    const reason = `Because ${hieroglyph}`;
    const day = '2026-02-09';
    for (const [path, body] of [
      [`invoices/${invoice.id}/credit-notes`, { reason }],
      [`receipts/${receipt.id}/reverse`, { reason }],
      [`receipts/${receipt.id}/refunds`, { reason, amount: '1', refundDate: day }],
    ] as const)
      expect(said(await world.api.post(`/api/v1/${path}`, body))).toMatchObject({
        code: 'text-not-printable',
        places: ['/reason'],
      });
    const draft = must(
      await world.api.post('/api/v1/receipts', {
        customerId: customer.id,
        currency: 'EUR',
        amount: '1',
        paymentDate: day,
        method: hieroglyph,
        reference: 'E2E 77',
      }),
      201,
    );
    expect(said(await world.api.post(`/api/v1/receipts/${draft.id}/issue`)).places).toEqual(['/method']);
  });

  it('never keeps money from being booked: the project was renamed, the customer too, and payment, refund and credit go on', async () => {
    const customer = await world.customer({ name: 'Client A' });
    const project = world.projects.project(customer.id, { title: 'Fine', currency: 'EUR' });
    const milestone = world.projects.milestone(project, { label: 'Advance' });
    const of = { projectId: project.id, milestoneId: milestone.id };
    const invoice = await world.invoice(customer.id, '10', of);
    await world.database.query(
      `UPDATE project_replica SET title = 'Tomb ${hieroglyph}' WHERE project_id = '${project.id}'`,
    );
    await world.database.query(
      `UPDATE milestone_replica SET label = '${hieroglyph}' WHERE milestone_id = '${milestone.id}'`,
    );
    must(
      await world.api.patch(`/api/v1/customers/${customer.id}`, {
        name: `Temple ${hieroglyph}`,
        address: hieroglyph,
      }),
      200,
    );

    const receipt = await world.receipt(customer.id, '12', {
      allocations: [{ invoiceId: invoice.id, amount: '10' }],
    });
    const bounced = await world.receipt(customer.id, '5');
    const refund = must(
      await world.api.post(`/api/v1/receipts/${receipt.id}/refunds`, {
        amount: '2',
        refundDate: '2026-02-10',
        reason: 'Too much',
      }),
      201,
    );
    must(await world.api.post(`/api/v1/receipts/${bounced.id}/reverse`, { reason: 'Bounced' }), 200);
    const note = must(
      await world.api.post(`/api/v1/invoices/${invoice.id}/credit-notes`, { reason: 'Cancelled' }),
      201,
    );
    expect((await pdf(`receipts/${receipt.id}`)).text).toContain('Temple \ufffd');
    expect((await pdf(`refunds/${refund.id}`)).text).toContain('Temple \ufffd');
    expect((await pdf(`receipts/${bounced.id}`)).text).toContain('REVERSED');
    // What is credited is the invoice: its texts are those of its day.
    expect((await pdf(`credit-notes/${note.id}`)).text).toContain('Client A');
    expect((await pdf(`credit-notes/${note.id}`)).text).not.toContain('\ufffd');
  });

  it('is refused on an invoice alone: a payment for the same project says what it is for as well as it can', async () => {
    const customer = await world.customer();
    const project = world.projects.project(customer.id, { title: `Tomb ${hieroglyph}`, currency: 'EUR' });
    const receipt = await world.receipt(customer.id, '10', { projectId: project.id });
    expect((await pdf(`receipts/${receipt.id}`)).text).toContain(`${project.number} Tomb \ufffd`);
  });

  it('is not what nobody sees, nor a blank: an invoice with both is issued and printed', async () => {
    const customer = await world.customer({ name: 'Acme\u200e GmbH', address: '\u202aStreet 5\u202c' });
    const lines = [line('Licence\u200e 2026 co\u2060op', '1'), line('Prestation : 1\u202f000 unités', '1')];
    const invoice = await world.invoice(customer.id, '0', { lines });
    const { text, bytes } = await pdf(`invoices/${invoice.id}`);
    for (const said of ['Acme GmbH', 'Street 5', 'Licence 2026 coop', 'Prestation : 1\xa0000 unités'])
      expect(text.replaceAll('\xa0', ' ')).toContain(said.replaceAll('\xa0', ' '));
    expect(await countBoxes(bytes)).toBe(0);
  });
});
