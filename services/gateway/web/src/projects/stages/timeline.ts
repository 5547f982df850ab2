import { dayNumber, dayOf } from '../../format/days.js';

/** Of a stage, what the timeline is made of. */
export interface TimelineStage {
  id: string;
  dueDate: string | null;
  dependsOn: readonly string[];
}

export interface TimelineBar {
  id: string;
  /** In per cent of the whole width. */
  start: number;
  end: number;
  /** Without a due date it is open-ended. */
  open: boolean;
}

export interface Timeline {
  from: string;
  to: string;
  bars: TimelineBar[];
  /** From the end of one row's bar to the beginning of another's; rows by their place. */
  links: { from: number; to: number }[];
  ticks: { day: string; at: number }[];
  /** Where today is; null when it is outside. */
  today: number | null;
}

/** However short a stage is, there is something to see. */
const leastPercent = 1.5;

interface Given {
  startDate: string;
  endDate: string | null;
  stages: readonly TimelineStage[];
  today: string;
  /** For how many there is room. */
  maxTicks?: number;
}

/**
 * Where each stage's bar stands. Nobody plans the start of a stage: it begins when what it waits for is due; without that, when the
 * stage before it is due; the first begins with the project.
 */
export function timelineOf({ startDate, endDate, stages, today, maxTicks = 8 }: Given): Timeline {
  const first = dayNumber(startDate);
  const dues = stages.map(({ dueDate }) => (dueDate === null ? null : dayNumber(dueDate)));
  const known = [first, ...dues.filter((due) => due !== null)];
  const from = Math.min(...known);
  const last = Math.max(...known, endDate === null ? first : dayNumber(endDate));
  const to = Math.max(withToday(from, last, dayNumber(today)), from + 1);
  const at = (day: number) => ((day - from) / (to - from)) * 100;

  const placeOf = new Map(stages.map(({ id }, place) => [id, place]));
  const dueOf = (id: string) => dues[placeOf.get(id) ?? -1] ?? null;
  const bars = stages.map((stage, place) => {
    const due = dues[place] ?? null;
    // What is due later than the stage itself says nothing about its beginning.
    const waits = stage.dependsOn
      .map(dueOf)
      .filter((day) => day !== null)
      .filter((day) => due === null || day < due);
    const before = dues.slice(0, place).findLast((day) => day !== null) ?? first;
    const begins = stage.dependsOn.length > 0 && waits.length > 0 ? Math.max(...waits) : before;
    const end = at(due ?? last);
    const start = at(
      due === null ? Math.min(begins, last) : begins < due ? begins : first < due ? first : due,
    );
    return {
      id: stage.id,
      start: Math.max(0, Math.min(start, end - leastPercent)),
      end: Math.max(end, leastPercent),
      open: due === null,
    };
  });
  return {
    from: dayOf(from),
    to: dayOf(to),
    bars,
    links: stages.flatMap(({ dependsOn }, place) =>
      dependsOn.flatMap((id) => {
        const other = placeOf.get(id);
        return other === undefined ? [] : [{ from: other, to: place }];
      }),
    ),
    ticks: ticksOf(from, to, maxTicks).map((day) => ({ day: dayOf(day), at: at(day) })),
    today: dayNumber(today) >= from && dayNumber(today) <= to ? at(dayNumber(today)) : null,
  };
}

/** The end, made later so that today is seen, unless that would press everything else together. */
function withToday(from: number, last: number, today: number): number {
  return today > last && today - last <= Math.max(14, (last - from) / 2) ? today : last;
}

/** The beginnings of months, fewer on a long timeline; of weeks on a short one. */
function ticksOf(from: number, to: number, maxTicks: number): number[] {
  if (to - from < 50) {
    const step = Math.ceil((to - from) / 7 / maxTicks) * 7;
    return Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, i) => from + i * step);
  }
  const start = new Date(dayOf(from));
  const months: number[] = [];
  for (let month = start.getUTCMonth() + (start.getUTCDate() > 1 ? 1 : 0); ; month += 1) {
    const day = Date.UTC(start.getUTCFullYear(), month, 1) / 86_400_000;
    if (day > to) break;
    months.push(day);
  }
  const every = [1, 2, 3, 6, 12].find((step) => months.length / step <= maxTicks) ?? 24;
  return months.filter((_, i) => i % every === 0);
}

/** What a stage waits for although that is due later: the plan cannot hold. */
export function dueTooLate<S extends TimelineStage>(stage: S, stages: readonly S[]): S[] {
  return stages.filter(
    ({ id, dueDate }) =>
      stage.dependsOn.includes(id) && dueDate !== null && stage.dueDate !== null && dueDate > stage.dueDate,
  );
}
