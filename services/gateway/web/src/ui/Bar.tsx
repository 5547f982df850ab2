import classes from './Bar.module.css';

/** How far something has come, in per cent. The figures stand beside it as text, or in the label. */
export function Bar({ percent, label }: { percent: number; label: string }) {
  return (
    <div className={classes.track} role="img" aria-label={label}>
      <div className={classes.done} style={{ width: `${percent}%` }} />
    </div>
  );
}

/** What came in, before what was asked for. */
export function TwoBars({ over, under, label }: { over: number; under: number; label: string }) {
  return (
    <div className={classes.track} role="img" aria-label={label}>
      <div className={classes.under} style={{ width: `${under}%` }} />
      <div className={classes.over} style={{ width: `${over}%` }} />
    </div>
  );
}
