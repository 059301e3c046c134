/** The settings of a section of AWS's configuration files; undefined where there is none. */
export function iniSection(text: string, name: string): ReadonlyMap<string, string> | undefined {
  const lines = text.split('\n');
  const start = lines.findIndex((line) => headingOf(line) === name);
  if (start === -1) return undefined;
  const settings = new Map<string, string>();
  for (const line of lines.slice(start + 1, endOf(lines, start))) {
    const equals = line.indexOf('=');
    if (equals > 0 && !/^\s*[#;]/.test(line)) {
      settings.set(line.slice(0, equals).trim(), line.slice(equals + 1).trim());
    }
  }
  return settings;
}

/** The text with these settings in a section; all other lines stay as they are. */
export function withIniSection(
  text: string,
  name: string,
  settings: Readonly<Record<string, string>>,
): string {
  const lines = text === '' ? [] : text.replace(/\n$/, '').split('\n');
  const wanted = Object.entries(settings).map(([key, value]) => `${key} = ${value}`);
  const start = lines.findIndex((line) => headingOf(line) === name);
  if (start === -1) {
    const gap = lines.length > 0 ? [''] : [];
    return `${[...lines, ...gap, `[${name}]`, ...wanted].join('\n')}\n`;
  }
  const end = endOf(lines, start);
  const kept = lines
    .slice(start + 1, end)
    .filter((line) => !Object.hasOwn(settings, line.split('=')[0]?.trim() ?? ''));
  const after = lines.slice(end);
  return `${[...lines.slice(0, start + 1), ...wanted, ...kept, ...after].join('\n')}\n`;
}

function headingOf(line: string): string | undefined {
  return /^\s*\[\s*(.*?)\s*\]/.exec(line)?.[1];
}

function endOf(lines: readonly string[], start: number): number {
  const next = lines.findIndex((line, index) => index > start && headingOf(line) !== undefined);
  return next === -1 ? lines.length : next;
}
