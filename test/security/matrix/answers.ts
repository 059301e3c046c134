import type { Place } from './sign.ts';

/** Status and code of a refusal, where the proof stands in: */
interface Answers {
  readonly header: string;
  readonly presigned: string;
  /** Undefined where the service has no signatures of version 2, or the defect no such form. */
  readonly header2?: string;
  readonly query2?: string;
}

const everywhere = (answer: string): Answers => ({
  header: answer,
  presigned: answer,
  header2: answer,
  query2: answer,
});

const doubledHeader = '400 unread';
const unknownKey = everywhere('403 InvalidAccessKeyId');
const badToken = everywhere('400 InvalidToken');
const mismatch = everywhere('403 SignatureDoesNotMatch');
const version4Only = ({ header, presigned }: Answers): Answers => ({ header, presigned });
const outOfTime: Answers = {
  header: '403 RequestTimeTooSkewed',
  presigned: '403 AccessDenied',
  header2: '403 RequestTimeTooSkewed',
  query2: '403 AccessDenied',
};
const malformed: Answers = {
  header: '400 AuthorizationHeaderMalformed',
  presigned: '400 AuthorizationQueryParametersError',
  header2: '400 InvalidArgument',
  query2: '403 AccessDenied',
};

/** S3's words, from its API reference ("Error responses") and its answers. */
const s3: Readonly<Record<string, Answers>> = {
  'an unknown key': unknownKey,
  'an inactive key': unknownKey,
  'a deleted key': unknownKey,
  'an empty key id': malformed,
  'a wrong secret': mismatch,
  'an empty secret': mismatch,
  'no signature': malformed,
  'two signatures, the first right': {
    ...malformed,
    ...{ header: doubledHeader, header2: doubledHeader },
  },
  'two signatures, the second right': {
    ...malformed,
    ...{ header: doubledHeader, header2: doubledHeader },
  },
  'proofs in two places': everywhere('400 InvalidArgument'),
  'a signature of an hour ago': outOfTime,
  'a signature of tomorrow': outOfTime,
  'the scope of another service': version4Only(malformed),
  'another region than was signed': version4Only(mismatch),
  'a sub-resource added after signing': mismatch,
  'a revoked session': badToken,
  'a session without its token': unknownKey,
  'the token of another session': badToken,
  'a session token for a long-term key': badToken,
};

const both = (answer: string): Answers => ({ header: answer, presigned: answer });

/** The words of IAM and STS: "Common errors" of their API references. */
const query: Readonly<Record<string, Answers>> = {
  'an unknown key': both('403 InvalidClientTokenId'),
  'an inactive key': both('403 InvalidClientTokenId'),
  'a deleted key': both('403 InvalidClientTokenId'),
  'an empty key id': both('403 InvalidClientTokenId'),
  'a wrong secret': both('403 SignatureDoesNotMatch'),
  'an empty secret': both('403 SignatureDoesNotMatch'),
  'no signature': both('400 IncompleteSignature'),
  'two signatures, the first right': { header: doubledHeader, presigned: '400 ValidationError' },
  'two signatures, the second right': { header: doubledHeader, presigned: '400 ValidationError' },
  'proofs in two places': both('400 InvalidArgument'),
  'a signature of an hour ago': both('403 SignatureDoesNotMatch'),
  'a signature of tomorrow': both('403 SignatureDoesNotMatch'),
  // The scope names the service on the one port of all: it is S3's then, which has no POST of `/`.
  'the scope of another service': both('405 MethodNotAllowed'),
  'another region than was signed': both('403 SignatureDoesNotMatch'),
  'a revoked session': both('403 InvalidClientTokenId'),
  'a session without its token': both('403 InvalidClientTokenId'),
  'the token of another session': both('403 InvalidClientTokenId'),
  'a session token for a long-term key': both('403 InvalidClientTokenId'),
};

/** The key service answers every refusal with 400, as services of its protocol do. */
function inJson(answers: Answers): Answers {
  const status = (answer: string) => answer.replace(/^403 /, '400 ');
  return { header: status(answers.header), presigned: status(answers.presigned) };
}

const kms: Readonly<Record<string, Answers>> = {
  ...Object.fromEntries(Object.entries(query).map(([name, each]) => [name, inJson(each)])),
  'two signatures, the first right': {
    ...{ header: doubledHeader, presigned: '400 IncompleteSignature' },
  },
  'two signatures, the second right': {
    ...{ header: doubledHeader, presigned: '400 IncompleteSignature' },
  },
};

const tables = { s3, iam: query, sts: query, kms };

const member = {
  header: 'header',
  chunked: 'header',
  presigned: 'presigned',
  'header of version 2': 'header2',
  'query of version 2': 'query2',
} as const;

/**
 * The refusal of a defect: status and AWS's code; `unread` where the request is refused before
 * anything is made of it. Undefined where the service takes no such proof at all.
 */
export function answerTo(
  service: keyof typeof tables,
  place: Place,
  defect: string,
): string | undefined {
  return tables[service][defect]?.[member[place]];
}
