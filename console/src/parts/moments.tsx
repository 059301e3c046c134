const dayMs = 86_400_000;

const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
const exact = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'medium' });

/** `today`, `3 days ago`, `2 months ago`. */
export function age(moment: Date, now = Date.now()): string {
  const days = Math.round((moment.getTime() - now) / dayMs);
  if (Math.abs(days) < 60) return relative.format(days, 'day');
  if (Math.abs(days) < 730) return relative.format(Math.round(days / 30.4), 'month');
  return relative.format(Math.round(days / 365.25), 'year');
}

/** Days since then. */
export function daysSince(moment: Date, now = Date.now()): number {
  return Math.floor((now - moment.getTime()) / dayMs);
}

interface MomentProps {
  readonly of: Date | undefined;
  /** Shown where there was none. */
  readonly none?: string;
}

/** How long ago something was, with the exact time on hover. */
export function Age({ of, none = 'Never' }: MomentProps) {
  if (of === undefined) return <>{none}</>;
  return (
    <time dateTime={of.toISOString()} title={exact.format(of)}>
      {age(of)}
    </time>
  );
}

/** The exact time. */
export function Moment({ of, none = '-' }: MomentProps) {
  if (of === undefined) return <>{none}</>;
  return <time dateTime={of.toISOString()}>{exact.format(of)}</time>;
}
