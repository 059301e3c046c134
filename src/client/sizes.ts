const units = ['B', 'kB', 'MB', 'GB', 'TB'];

/** `1.2 MB`: for people, in powers of a thousand. */
export function printSize(bytes: number): string {
  const power = Math.min(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), units.length - 1);
  const value = bytes / 1000 ** power;
  return `${power === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${units[power]}`;
}
