/** The rules of "Bucket naming rules" in AWS's user guide, each with what to say of who breaks it. */
const rules: readonly (readonly [keeps: (name: string) => boolean, text: string])[] = [
  [({ length }) => length >= 3 && length <= 63, 'It has 3 to 63 characters.'],
  [(name) => /^[a-z0-9.-]*$/.test(name), 'Only lower-case letters, digits, dots and hyphens.'],
  [(name) => /^[a-z0-9](.*[a-z0-9])?$/s.test(name), 'It begins and ends with a letter or digit.'],
  [(name) => !/\.\.|\.-|-\./.test(name), 'No two dots in a row, and no hyphen beside a dot.'],
  [(name) => !/^\d{1,3}(\.\d{1,3}){3}$/.test(name), 'It is not an IP address.'],
  [
    (name) => !/^(xn--|sthree-|amzn-s3-demo-)/.test(name),
    'It does not begin with xn--, sthree- or amzn-s3-demo-.',
  ],
  [
    (name) => !/(-s3alias|--ol-s3|\.mrap|--x-s3|--table-s3)$/.test(name),
    'It does not end with -s3alias, --ol-s3, .mrap, --x-s3 or --table-s3.',
  ],
];

/** @returns what a name does wrong; undefined where a bucket can have it */
export function bucketNameFault(name: string): string | undefined {
  return rules.find(([keeps]) => !keeps(name))?.[1];
}
