import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readPdf } from './support/readPdf.js';
import { must, startWorld, type World } from './support/world.js';

describe('what a valid invoice has to say', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.stop());

  const drafted = async (customerId: string, more: object = {}) =>
    must(
      await world.api.post('/api/v1/invoices', {
        ...{ customerId, currency: 'EUR', ...more },
        lines: [{ description: 'Consulting', quantity: '1', unitPrice: '100', taxRate: '0' }],
      }),
      201,
    );
  const codes = ({ missing }: any) => missing.map(({ code }: any) => code);

  it('is listed while it is missing: in the draft, and in the dry run of issuing it', async () => {
    const customer = await world.customer();
    const draft = await drafted(customer.id);
    const missing = [
      'buyer-address-missing',
      'buyer-vat-number-missing',
      'supply-date-missing',
      'exemption-reason-missing',
    ];
    expect(codes(draft)).toEqual(missing);
    expect(draft.missing[0]).toMatchObject({ recordId: customer.id });
    const preview = await world.api.post(`/api/v1/invoices/${draft.id}/issue?dryRun=true`);
    expect(codes(must(preview, 200))).toEqual(missing);
    // It forbids nothing: not every sale needs all of it.
    const issued = must(await world.api.post(`/api/v1/invoices/${draft.id}/issue`), 200);
    expect(issued).not.toHaveProperty('missing');
  });

  it('stands on the document once it is said, and is frozen with it', async () => {
    const vatNumber = 'FR12345678901';
    const customer = await world.customer({ vatNumber, address: 'Rue 1, Paris' });
    const { id } = await drafted(customer.id);
    const said = { supplyDate: '2026-02-03', exemptionReason: 'Reverse charge' };
    const draft = must(await world.api.patch(`/api/v1/invoices/${id}`, said), 200);
    expect(draft).toMatchObject({ ...said, missing: [] });
    must(await world.api.post(`/api/v1/invoices/${id}/issue`), 200);
    expect(must(await world.api.get(`/api/v1/invoices/${id}`), 200)).toMatchObject(said);

    const pdf = await world.api.get(`/api/v1/invoices/${id}/pdf?language=de`);
    const { text } = await readPdf(pdf.bytes);
    expect(text).toContain('Leistungsdatum');
    expect(text).toContain('3. Februar 2026');
    expect(text).toContain('Ohne Umsatzsteuer: Reverse charge');
    await expect(
      world.database.query(`UPDATE invoice SET exemption_reason = 'Another' WHERE id = '${id}'`),
    ).rejects.toThrow();
  });
});
