import { parsePostPolicy } from '../../src/http/post-form/post-policy.ts';
import { ServiceError } from '../../src/operation/errors.ts';
import {
  boolean,
  flattenedList,
  integer,
  optional,
  structure,
  text,
} from '../../src/operation/shape.ts';
import { readDocument, XmlError } from '../../src/operation/xml-read.ts';
import { parseRange } from '../../src/policy/conditions/addresses.ts';
import { parseDate } from '../../src/policy/conditions/dates.ts';
import { parseDecimal } from '../../src/policy/conditions/numbers.ts';
import { parseOperator } from '../../src/policy/conditions/operators.ts';
import { parseArn } from '../../src/policy/document/arn.ts';
import { parseJson } from '../../src/policy/document/json.ts';
import { compileGlob, matchGlob } from '../../src/policy/document/wildcard.ts';
import { parsePolicy } from '../../src/policy/index.ts';
import { target, utf8 } from './target.ts';

const deletion = structure({
  Object: flattenedList(
    structure({ Key: text(), VersionId: optional(text()), Size: optional(integer()) }),
    { minItems: 1, maxItems: 1000 },
  ),
  Quiet: optional(boolean()),
});

const xmlWords = [
  ...['<Delete>', '</Delete>', '<Object>', '</Object>', '<Key>', '</Key>', '<Size>', '</Size>'],
  ...['<Quiet>', 'true', '</Quiet>', '<![CDATA[', ']]>', '<!--', '-->', '&amp;', '&#0;', '&#x41;'],
  ...['<!DOCTYPE a [<!ENTITY b "c">]>', '&b;', '<?xml version="1.0"?>', ' xmlns="x"', '<a:b/>'],
];

const jsonWords = [
  ...['{', '}', '[', ']', ':', ',', '"', '"a"', '1', '1e5', '-0', 'true', 'null', '\\u0041', '\\'],
  ...['"Version":"2012-10-17"', '"Statement":', '"Effect":"Allow"', '"Action":"s3:*"'],
  ...['"Resource":"*"', '"Condition":{"StringLike":{"aws:username":"${aws:username}"}}'],
  ...['"Principal":{"AWS":"*"}', '"NotAction":', '${', '*', '?', 'arn:aws:s3:::'],
];

export const documentTargets = [
  target('xml', xmlWords, [XmlError], (bytes) => readDocument(utf8(bytes), 'Delete', deletion)),
  target('json', jsonWords, [], (bytes) => parseJson(utf8(bytes))),
  target('policy', jsonWords, [], (bytes) => {
    const text = utf8(bytes);
    // As the operations do: what is too long is refused before it is parsed.
    for (const kind of ['identity', 'trust', 'resource'] as const) parsePolicy(text, kind);
  }),
  target(
    'post-policy',
    [...jsonWords, '"expiration":"2026-01-01T00:00:00Z"', '["starts-with","$key",""]'],
    [ServiceError],
    (bytes) => parsePostPolicy(Buffer.from(bytes, 'latin1').toString('base64')),
  ),
  target('wildcard', ['*', '?', 'a', 'ab', '${*}', '${a}', '/', '\n'], [], (bytes) => {
    const [pattern = '', ...rest] = utf8(bytes).split('\n');
    matchGlob(compileGlob(pattern), rest.join('\n'));
  }),
  target(
    'policy-values',
    ['10.0.0.0/8', '::1/128', '2026-01-01T00:00:00Z', '1e10', 'ForAllValues:', 'IfExists', ':'],
    [],
    (bytes) => {
      const text = utf8(bytes);
      parseArn(text);
      parseRange(text);
      parseDate(text);
      parseDecimal(text);
      parseOperator(text);
    },
  ),
];
