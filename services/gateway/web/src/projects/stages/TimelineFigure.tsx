import { useElementSize } from '@mantine/hooks';
import { dayNumber, today } from '../../format/days.js';
import { useTexts } from '../../text/TextProvider.js';
import type { Project } from '../projectQueries.js';
import { linkPath, rowHeight } from './linkPath.js';
import type { Stage } from './stageForm.js';
import { timelineOf, type TimelineBar } from './timeline.js';
import classes from './Timeline.module.css';

const signs: Record<Stage['status'], string> = {
  COMPLETED: '✓',
  IN_PROGRESS: '◐',
  BLOCKED: '⊘',
  NOT_STARTED: '○',
};

/** The plan to look at. The list below it says the same in words, for those who do not see it too. */
export function TimelineFigure({ project, stages }: { project: Project; stages: readonly Stage[] }) {
  const { t, day, locale } = useTexts();
  const { ref, width } = useElementSize();
  const timeline = timelineOf({
    ...project,
    stages,
    today: today(),
    maxTicks: Math.max(2, Math.min(8, Math.floor(width / 60))),
  });
  const span = dayNumber(timeline.to) - dayNumber(timeline.from);
  const tick = new Intl.DateTimeFormat(locale, {
    timeZone: 'UTC',
    month: 'short',
    ...(span < 50 ? { day: 'numeric' } : span > 300 ? { year: '2-digit' } : {}),
  });
  const short = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', day: 'numeric', month: 'short' });
  return (
    <div
      className={classes.figure}
      role="img"
      aria-label={t('timeline.label', { from: day(timeline.from), to: day(timeline.to) })}
    >
      <div className={classes.head}>
        <div />
        <div className={classes.ticks}>
          {timeline.ticks.map(({ day, at }) => (
            <span key={day} style={{ insetInlineStart: `${at}%` }}>
              {tick.format(new Date(day))}
            </span>
          ))}
        </div>
      </div>
      <div className={classes.body}>
        <div className={classes.names}>
          {stages.map(({ id, name, status, dueDate, overdue }) => (
            <div key={id} className={classes.name}>
              <strong>
                {signs[status]} {name}
              </strong>
              <small>
                {overdue && '! '}
                {dueDate ? short.format(new Date(dueDate)) : '–'}
              </small>
            </div>
          ))}
        </div>
        <div className={classes.lanes} ref={ref} style={{ height: stages.length * rowHeight }}>
          {timeline.ticks.map(({ day, at }) => (
            <div key={day} className={classes.grid} style={{ insetInlineStart: `${at}%` }} />
          ))}
          {timeline.bars.map((bar, row) => (
            <StageBar key={bar.id} bar={bar} row={row} stage={stages[row]} />
          ))}
          <svg className={classes.links} width={width} height={stages.length * rowHeight}>
            {timeline.links.map(({ from, to }) => {
              const { line, head } = linkPath(timeline.bars, from, to, width);
              return (
                <g key={`${from} ${to}`}>
                  <path className={classes.line} d={line} />
                  <path className={classes.arrow} d={head} />
                </g>
              );
            })}
          </svg>
          {timeline.today !== null && (
            <div className={classes.today} style={{ insetInlineStart: `${timeline.today}%` }}>
              <span data-side={timeline.today > 80 ? 'before' : 'after'}>{t('timeline.today')}</span>
            </div>
          )}
        </div>
      </div>
      <div className={classes.legend}>
        {(Object.keys(signs) as Stage['status'][]).map((status) => (
          <span key={status}>
            {signs[status]} {t(`stageStatus.${status}`)}
          </span>
        ))}
        <span>! {t('projects.overdue')}</span>
      </div>
    </div>
  );
}

function StageBar({ bar, row, stage }: { bar: TimelineBar; row: number; stage: Stage | undefined }) {
  if (!stage) return null;
  return (
    <div
      className={classes.bar}
      data-status={stage.status}
      data-overdue={stage.overdue || undefined}
      data-open={bar.open || undefined}
      style={{
        insetInlineStart: `${bar.start}%`,
        width: `${bar.end - bar.start}%`,
        insetBlockStart: row * rowHeight,
      }}
    >
      <div style={{ width: `${stage.completion}%` }} />
    </div>
  );
}
