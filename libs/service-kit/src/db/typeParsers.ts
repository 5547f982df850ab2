import pg from 'pg';

const int8 = 20;
const date = 1082;

/**
 * How columns reach the code: int8 as bigint (money, exact), date as its 'YYYY-MM-DD' (a calendar day
 * has no time zone to be shifted by), everything else as node-postgres reads it: numeric as a string,
 * timestamptz as a Date, jsonb parsed.
 */
export const typeParsers: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') => {
    if (oid === int8) return BigInt;
    if (oid === date) return String;
    return (pg.types.getTypeParser as (oid: number, format?: string) => unknown)(oid, format);
  }) as pg.CustomTypesConfig['getTypeParser'],
};
