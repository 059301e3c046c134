export interface Bar {
  readonly name: string;
  readonly value: number;
  /** The value as people read it. */
  readonly label: string;
}

const width = 640;
const nameWidth = 130;
const labelWidth = 110;
const barHeight = 22;
const top = 34;

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** Horizontal bars from zero, as SVG that is readable on light and dark pages. */
export function barChart(title: string, bars: readonly Bar[]): string {
  const largest = Math.max(...bars.map(({ value }) => value), Number.MIN_VALUE);
  const height = top + bars.length * barHeight + 8;
  const lines = bars.map(({ name, value, label }, index) => {
    const y = top + index * barHeight;
    const length = Math.max(1, (value / largest) * (width - nameWidth - labelWidth));
    const color = name === 'strongroom' ? '#0972d3' : '#8d99a8';
    const end = (nameWidth + length + 6).toFixed(1);
    return (
      `<text x="${nameWidth - 8}" y="${y + 15}" text-anchor="end">${escaped(name)}</text>` +
      `<rect x="${nameWidth}" y="${y + 3}" width="${length.toFixed(1)}" height="${barHeight - 7}" fill="${color}"/>` +
      `<text x="${end}" y="${y + 15}">${escaped(label)}</text>`
    );
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escaped(title)}">
<rect width="${width}" height="${height}" fill="#ffffff"/>
<g font-family="system-ui, sans-serif" font-size="13" fill="#16191f">
<text x="8" y="21" font-weight="600">${escaped(title)}</text>
${lines.join('\n')}
</g>
</svg>
`;
}
