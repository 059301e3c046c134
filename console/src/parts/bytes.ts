const units = ['KB', 'MB', 'GB', 'TB', 'PB'] as const;
const step = 1_024;

/** `0 B`, `1.5 MB`: in steps of 1,024, as AWS's console has it. */
export function bytesText(bytes: number): string {
  if (bytes < step) return `${bytes} B`;
  let value = bytes / step;
  let unit = 0;
  while (value >= step && unit < units.length - 1) {
    value /= step;
    unit += 1;
  }
  return `${value.toFixed(1)} ${units[unit]}`;
}
