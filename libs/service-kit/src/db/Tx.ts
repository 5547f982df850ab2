import type { EventDraft } from '@closeout/contracts/events';
import type { RecordName } from '@closeout/contracts/records';
import type { Compilable, DeleteResult, InsertResult, Simplify, UpdateResult } from 'kysely';

export interface AuditLine {
  action: string;
  record: RecordName;
  id: string;
  /** The project that the record belongs to. A command’s lines have it from the path or the answer. */
  projectId?: string | null;
  detail?: unknown;
}

/** A statement without RETURNING gives no rows. */
export type RowOf<Result> = Result extends InsertResult | UpdateResult | DeleteResult
  ? never
  : Simplify<Result>;

/** In a transaction or outside of any. */
export type Queryable = Pick<Tx, 'run'>;

/** What a use case writes with. Everything pushed with emit and audit is flushed in one statement just before COMMIT. */
export interface Tx {
  /**
   * One SQL statement with $1… parameters, prepared by its text. int8 comes back as bigint, numeric as
   * string, date as 'YYYY-MM-DD', timestamptz as Date, jsonb parsed.
   */
  query<Row = Record<string, unknown>>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  /** One statement built with Kysely (`@closeout/service-kit/sql`): the rows that it selects or returns, read as by `query`. */
  run<Result>(built: Compilable<Result>): Promise<RowOf<Result>[]>;
  /**
   * Appends to the event log and the outbox at commit, in call order.
   * @throws Error at once when the type is unknown or the data breaks its schema
   */
  emit(event: EventDraft): void;
  /** One line of the audit log at commit. */
  audit(line: AuditLine): void;
}
