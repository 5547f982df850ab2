import { must, type World } from './world.js';

/** What people do with customers' orders, for the tests of them. @param here the world, once it has been started */
export function ordersIn(here: () => World) {
  let count = 0;
  return {
    /** Of 8000.00 EUR, where nothing else is said. */
    entered: async (customerId: string, more: object = {}) =>
      must(
        await here().api.post('/api/v1/cpos', {
          ...{ customerId, number: `PO-${(count += 1)}`, amount: '8000.00', currency: 'EUR' },
          ...more,
        }),
        201,
      ),
    act: (id: string, action: string, body?: object) => here().api.post(`/api/v1/cpos/${id}/${action}`, body),
    cpo: async (id: string) => must(await here().api.get(`/api/v1/cpos/${id}`), 200),
    /** The kinds of what was said of an order: `entered`, `finalized`, … */
    typesOf: async (id: string) =>
      (await here().said())
        .filter((event) => event.subject === id)
        .map(({ type }) => type.replace('billing.cpo-', '').replace('.v1', '')),
  };
}
