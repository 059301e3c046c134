const units = { KiB: 1024, MiB: 1024 ** 2, GiB: 1024 ** 3 } as const;

/** `4096` as `4 KiB`. */
export function sizeName(bytes: number): string {
  if (bytes >= units.GiB) return `${bytes / units.GiB} GiB`;
  if (bytes >= units.MiB) return `${bytes / units.MiB} MiB`;
  return bytes >= units.KiB ? `${bytes / units.KiB} KiB` : `${bytes} B`;
}

/** `4KiB` as 4096. */
export function sizeBytes(text: string): number {
  const [, number, unit] = /^(\d+)(KiB|MiB|GiB)$/.exec(text) ?? [];
  if (unit === 'KiB' || unit === 'MiB' || unit === 'GiB') return Number(number) * units[unit];
  throw new Error(`${text} is not a size such as 4KiB`);
}

/** `1000000` as `1,000,000`. */
export const countName = (count: number) => count.toLocaleString('en');
