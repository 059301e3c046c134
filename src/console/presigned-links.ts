import { presignedUrl } from '../http/sigv4/presign.ts';
import type { CredentialRecord } from '../identity/caller.ts';
import type { ConsoleSession } from '../identity/console-sessions.ts';
import { createIdSource } from '../identity/ids.ts';
import type { SessionTokens } from '../identity/session-token.ts';
import type { Clock, RandomBytes } from '../store/surroundings.ts';
import type { TextFields } from './json-body.ts';

interface LinkParts {
  readonly sessionTokens: SessionTokens;
  readonly region: string;
  readonly clock: Clock;
  readonly randomBytes: RandomBytes;
}

/** What a link allows, by its method; encrypted objects ask for their key too. */
const actionsOf = {
  GET: ['s3:GetObject', 's3:GetObjectVersion', 'kms:Decrypt'],
  PUT: ['s3:PutObject', 'kms:GenerateDataKey'],
} as const;

/** AWS's longest: a week with a key, half a day with the session of a password. */
const longestSeconds = { 'access-key': 604_800, password: 43_200 } as const;

/** Parameters that a link may carry besides its signature. */
const freeParameters = [
  'versionId',
  'response-content-type',
  'response-content-disposition',
] as const;

interface Signing extends Pick<CredentialRecord, 'accessKeyId' | 'secretAccessKey'> {
  readonly sessionToken: string | undefined;
}

/** Signs links in the name of a session, as an SDK would with that person's credentials. */
export function createLinks({ sessionTokens, region, clock, randomBytes }: LinkParts) {
  const ids = createIdSource(randomBytes);

  /** A session by password has no key: its link carries credentials that can do nothing else. */
  const temporary = (
    { accountId, userId: principalId }: CredentialRecord['principal'],
    policy: string,
    seconds: number,
  ): Signing | undefined => {
    const accessKeyId = ids.temporaryKeyId(accountId);
    const secretAccessKey = ids.secretAccessKey();
    const issuedAtMs = clock();
    const issued = sessionTokens.issue({
      kind: 'session-token',
      accessKeyId,
      secretAccessKey,
      accountId,
      principalId,
      sessionName: '',
      issuedAtMs,
      expiresAtMs: issuedAtMs + seconds * 1_000,
      policy,
      policyArns: [],
      tags: [],
      transitiveTagKeys: [],
      chained: false,
      context: {},
    });
    if (issued.outcome === 'too-large') return undefined;
    return { accessKeyId, secretAccessKey, sessionToken: issued.token };
  };

  /**
   * A link to one object.
   * @param fields `method`, `bucket`, `key`, `expiresSeconds`, and what `freeParameters` names
   * @returns undefined where a field is missing or out of its range
   */
  return function link(
    { method: by, credential }: ConsoleSession,
    endpoint: string,
    fields: TextFields,
  ): string | undefined {
    const method = (['GET', 'PUT'] as const).find((name) => name === fields.get('method'));
    const [bucket, key] = [fields.get('bucket'), fields.get('key')];
    const expiresSeconds = Number(fields.get('expiresSeconds'));
    const inRange =
      Number.isInteger(expiresSeconds) &&
      expiresSeconds >= 1 &&
      expiresSeconds <= longestSeconds[by];
    if (method === undefined || !bucket || !key || !inRange) return undefined;
    const policy = linkPolicy(actionsOf[method], `${bucket}/${key}`);
    const { accessKeyId, secretAccessKey, principal } = credential;
    const signing =
      by === 'access-key'
        ? { accessKeyId, secretAccessKey, sessionToken: undefined }
        : temporary(principal, policy, expiresSeconds);
    if (signing === undefined) return undefined;
    const query = new Map(
      freeParameters.flatMap((name) => {
        const value = fields.get(name);
        return value === undefined ? [] : [[name, value] as const];
      }),
    );
    const wanted = { method, endpoint, bucket, key, query, expiresSeconds, region };
    return presignedUrl({ ...wanted, ...signing, atMs: clock() });
  };
}

/** Wildcards and variables in a key stand for themselves. */
function linkPolicy(actions: readonly string[], object: string): string {
  const literal = object.replaceAll(/[*?$]/g, (character) => `\${${character}}`);
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: actions.filter((action) => action.startsWith('s3:')),
        Resource: `arn:aws:s3:::${literal}`,
      },
      {
        Effect: 'Allow',
        Action: actions.filter((action) => action.startsWith('kms:')),
        Resource: '*',
      },
    ],
  });
}
