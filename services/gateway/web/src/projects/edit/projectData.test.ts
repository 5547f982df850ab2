import { describe, expect, it } from '@jest/globals';
import { dataPatch, emptyData, filledData } from './projectData.js';

describe('The data of a project', () => {
  it('are sent as far as they were changed; what was emptied is taken away', () => {
    const before = { ...emptyData, title: 'Roof', description: 'Tiles', budgetTotal: '100.00' };
    expect(dataPatch(before, { ...before, title: ' New roof ', description: ' ' })).toEqual({
      title: 'New roof',
      description: null,
    });
  });

  it('of a new project are sent as far as they were filled in', () => {
    expect(filledData({ ...emptyData, title: 'Roof', type: 'CLIENT' })).toEqual({
      title: 'Roof',
      type: 'CLIENT',
    });
  });
});
