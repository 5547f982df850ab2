/** Collects the conditions of a list's WHERE clause; `?` stands for the next value. */
export class Conditions {
  readonly values: unknown[] = [];
  private readonly parts: string[] = [];

  and(condition: string, ...values: readonly unknown[]): this {
    let next = 0;
    this.parts.push(condition.replace(/\?/g, () => this.bind(values[next++])));
    return this;
  }

  /** Only where the caller asked for it. */
  andIf(value: unknown, condition: string): this {
    return value === undefined ? this : this.and(condition, value);
  }

  /** The placeholder of one more value. */
  bind(value: unknown): string {
    return `$${this.values.push(value)}`;
  }

  get sql(): string {
    return this.parts.length === 0 ? 'true' : this.parts.join(' AND ');
  }
}
