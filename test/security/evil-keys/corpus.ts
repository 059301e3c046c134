/** Keys of one kind, and what AWS does with them. */
export interface KeyClass {
  readonly name: string;
  /** From "Naming Amazon S3 objects" and "Error responses" unless it says otherwise. */
  readonly aws: string;
  readonly keys: readonly string[];
}

const kept = 'stored and returned exactly: a key is any UTF-8 of 1 to 1,024 bytes';

const range = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => String.fromCodePoint(from + index));

/** A text of exactly so many bytes. */
function ofBytes(sizeBytes: number, character = 'k'): string {
  const width = Buffer.byteLength(character);
  return character.repeat(Math.floor(sizeBytes / width)) + 'x'.repeat(sizeBytes % width);
}

/** A small generator with a fixed seed (Park and Miller): the same keys in every run. */
function generated(count: number): readonly string[] {
  let state = 20_261_122;
  const next = (below: number) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
  const pieces = [
    '/',
    '..',
    '.',
    '%',
    '+',
    ' ',
    '\\',
    '\u0000',
    '\n',
    '?',
    '#',
    '&',
    '<',
    'é',
    '😀',
  ];
  const piece = () => pieces[next(pieces.length)] ?? '';
  const letter = () => String.fromCharCode(97 + next(26));
  return Array.from({ length: count }, (_, index) => {
    const parts = Array.from({ length: 2 + next(8) }, () => (next(3) === 0 ? letter() : piece()));
    return `g${index}${parts.join('')}`;
  });
}

/** Stands in the keys below for a bucket that none of them may reach. */
const neighbourMark = 'NEIGHBOUR';

const classes: readonly KeyClass[] = [
  {
    name: 'dots and slashes',
    aws: `${kept}; "." and ".." as parts are only advised against`,
    keys: [
      ...['.', '..', '...', './', '../', '/.', '/..', './a', '../a', 'a/.', 'a/..', 'a/../b'],
      ...['a/./b', '../../../../etc/passwd', `../NEIGHBOUR/secret`, `a/../../NEIGHBOUR/secret`],
      ...[`/../NEIGHBOUR/secret`, `..//NEIGHBOUR//secret`, '..\\..\\windows', '....//a'],
      ...['/', '//', '///', '/a', '//a', 'a/', 'a//', 'a//b', 'a///b/', '/a//b//', ' /a', 'a/ '],
    ],
  },
  {
    name: 'escapes of URLs as text',
    aws: `${kept}: a URL is decoded once`,
    keys: [
      ...['%', '%%', '%2F', '%2f', '%00', '%2e%2e', '%2e%2e%2f', '%252F', '%25', '%zz', '%u002F'],
      ...[`%2e%2e/NEIGHBOUR/secret`, `..%2FNEIGHBOUR%2Fsecret`, `%2FNEIGHBOUR%2Fsecret`],
      ...[
        '%c0%ae%c0%ae',
        '%ff',
        '%C3%A9',
        '%0d%0aX-Evil:1',
        '%E0%80%AF',
        '+',
        '%2B',
        'a+b',
        'a%20b',
      ],
    ],
  },
  {
    name: 'parts of URLs and queries',
    aws: kept,
    keys: [
      ...['?', '?versioning', '?acl', '?delete', 'a?versionId=null', 'a?uploads', '#', 'a#b', '&'],
      ...['a=b&c=d', ';', 'a;b=c', ':', '@', `http://NEIGHBOUR/secret`, '//host/path', '*', '**'],
      ...[
        'a?X-Amz-Signature=0',
        '?list-type=2&prefix=',
        '[1]',
        '{a,b}',
        '|',
        '^',
        '~',
        '`',
        '$HOME',
      ],
    ],
  },
  {
    name: 'control characters',
    aws: `${kept}; XML 1.0 cannot name most of them, so DeleteObjects answers MalformedXML`,
    keys: [
      ...range(0, 0x1f).map((c) => `c${c}c`),
      '\u007f',
      '\u0080',
      '\u0085',
      '\u009f',
      '\u0000',
    ],
  },
  {
    name: 'line ends',
    aws: `${kept}; a document must write the carriage return as a reference`,
    keys: [
      '\n',
      '\r',
      '\r\n',
      'a\nb',
      'a\rb',
      'a\r\nb',
      'a\r\nSet-Cookie: b=c',
      '\n\n',
      'a\u2028b',
    ],
  },
  {
    name: 'white space',
    aws: kept,
    keys: [
      ' ',
      '  ',
      ' a',
      'a ',
      ' a ',
      'a b',
      'a  b',
      '\t',
      '\ta\t',
      '\u00a0',
      '\u3000',
      '\ufeffa',
    ],
  },
  {
    name: 'characters of XML, JSON and HTML',
    aws: kept,
    keys: [
      ...['<', '>', '&amp;', '&lt;', '&#13;', '"', "'", ']]>', '<![CDATA[a]]>', '<!--', '</Key>'],
      ...[
        '<?xml?>',
        '<script>alert(1)</script>',
        '{"a":1}',
        '\\u0000',
        '\\',
        'a\\b',
        '\\\\a',
        '&;',
      ],
    ],
  },
  {
    name: 'other scripts, emoji and invisible characters',
    aws: kept,
    keys: [
      ...[
        'é',
        'e\u0301',
        'Å',
        'A\u030a',
        '\u212b',
        'ﬁ',
        'fi',
        'ß',
        'SS',
        'İ',
        'i\u0307',
        'ǆ',
        'ｆ',
      ],
      ...[
        '日本語',
        'русский',
        'العربية',
        'עברית',
        'हिन्दी',
        '한글',
        '\u1112\u1161\u11ab',
        'ไทย',
        '😀',
      ],
      ...[
        '👨‍👩‍👧‍👦',
        '🏳️‍🌈',
        '𝒜',
        '𐍈',
        '\u{10ffff}',
        '\u{e000}',
        '\ufffd',
        '\ufffe',
        '\uffff',
        '\ufdd0',
      ],
      ...[
        '\u200b',
        'a\u200bb',
        '\u202eabc',
        '\u2066a\u2069',
        '\u00ad',
        '\u0130',
        'Ω',
        '\u2126',
        'K',
      ],
    ],
  },
  {
    name: 'names that systems keep for themselves',
    aws: `${kept}; "soap" alone was taken once, and is not here`,
    keys: [
      ...['CON', 'NUL', 'aux.txt', 'COM1', '.strongroom', '.git/config', 'metadata.sqlite', 'lock'],
      ...['segments/0', 'files/0', 'incoming/x', '.minio.sys/a', '.metadata', '__proto__', 'null'],
      ...['constructor', 'toString', 'undefined', 'true', '0', '-1', '-rf', '--', 'favicon.ico'],
      ...["'; DROP TABLE versions; --", '%s%n', '${jndi:ldap://x}', '$(id)', '`id`', 'a\u0000.txt'],
    ],
  },
  {
    name: 'case and sort twins',
    aws: `${kept}; listings are in the order of the bytes`,
    keys: [
      'KEY',
      'key',
      'Key',
      'z',
      'Z',
      '~~',
      '\u{1f600}a',
      '\uff5ea',
      'k/',
      'k',
      'k0',
      'k.',
      'k-',
    ],
  },
  {
    name: 'long keys',
    aws: kept,
    keys: [
      ofBytes(1_024),
      ofBytes(1_023),
      ...['é', '日', '😀', '/', '%', ' ', '\u0001', '<', '../'].map((c) => ofBytes(1_024, c)),
    ],
  },
  { name: 'generated mixtures', aws: kept, keys: generated(60) },
];

/**
 * Names that lead elsewhere wherever a key becomes a path, a URL, a shell word or a line of text.
 * @param neighbour a bucket that none of them may reach
 */
export function evilKeys(neighbour: string): readonly KeyClass[] {
  return classes.map((one) => ({
    ...one,
    keys: one.keys.map((key) => key.replaceAll(neighbourMark, neighbour)),
  }));
}

/** Keys of more than 1,024 bytes. AWS: 400 KeyTooLongError, whatever is asked of them. */
export const longKeys: readonly string[] = [
  ofBytes(1_025),
  ofBytes(1_025, 'é'),
  ofBytes(1_025, '😀'),
  ofBytes(4_000, '%'),
];

/** What begins a path of no key at all: not UTF-8, or no escape. AWS: 400 InvalidURI. */
export const badEscapes: readonly string[] = [
  ...['%', '%2', '%zz', '%G0', 'a%', '%-1', '%u0041', '%FF', '%C0%AE', '%C0%80', '%E0%80%AF'],
  ...[
    '%ED%A0%80',
    '%ED%B0%80',
    '%ED%A0%BD%ED%B8%80',
    '%F4%90%80%80',
    '%F8%88%80%80%80',
    '%80',
    '%C3',
  ],
  ...['a%FFb', '%E2%82', '%F0%9F%98', '%00%', '%C3%28'],
];

/** Whether XML 1.0 has a way to write a text at all ("Characters", 2.2). */
export function isWritableInXml(text: string): boolean {
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    const isWhite = code === 0x9 || code === 0xa || code === 0xd;
    if ((code < 0x20 && !isWhite) || code === 0xfffe || code === 0xffff) return false;
  }
  return true;
}
