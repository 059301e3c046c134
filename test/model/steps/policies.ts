import fc from 'fast-check';
import type { Document } from '../reference/identities.ts';
import type { Statement } from '../reference/permissions.ts';
import { arnOf, type World } from '../world.ts';

/** A statement of S3 or IAM, by the short names of the world. */
export interface DraftStatement {
  readonly effect: 'Allow' | 'Deny';
  readonly actions: readonly string[];
  readonly resources: readonly string[];
}

const effect = fc.constantFrom('Allow' as const, 'Allow' as const, 'Deny' as const);

const bucketActions = fc.constantFrom(
  ['s3:*'],
  ['s3:Get*', 's3:List*'],
  ['s3:PutObject', 's3:DeleteObject'],
  ['s3:GetObject'],
  ['s3:ListBucket'],
  ['s3:*Tagging', 's3:*Version*'],
);

const bucketResources = fc.constantFrom(['a', 'a/*'], ['a/*'], ['a/a/*'], ['a', 'b'], ['b', 'b/*']);

/** What a bucket policy may say of its own bucket: S3 takes no action that no resource suits. */
export const bucketDraft: fc.Arbitrary<DraftStatement> = fc
  .record({
    effect,
    what: fc.constantFrom(
      { actions: ['s3:*'], resources: ['.', './*'] },
      { actions: ['s3:*'], resources: ['./*'] },
      { actions: ['s3:Get*', 's3:List*'], resources: ['.', './*'] },
      { actions: ['s3:ListBucket'], resources: ['.'] },
      { actions: ['s3:PutObject', 's3:DeleteObject'], resources: ['./a/*'] },
      { actions: ['s3:GetObject'], resources: ['./*'] },
      { actions: ['s3:*Tagging', 's3:*Version*'], resources: ['.', './*'] },
    ),
  })
  .map(({ effect: one, what }) => ({ effect: one, ...what }));

const iamDraft: fc.Arbitrary<DraftStatement> = fc.record({
  effect,
  actions: fc.constantFrom(['iam:*'], ['iam:Create*', 'iam:Put*'], ['iam:Delete*']),
  resources: fc.constantFrom(['*'], ['user'], ['group']),
});

export const identityDraft: fc.Arbitrary<DraftStatement> = fc.oneof(
  {
    arbitrary: fc.constant({ effect: 'Allow' as const, actions: ['*'], resources: ['*'] }),
    weight: 1,
  },
  {
    arbitrary: fc.record({ effect, actions: bucketActions, resources: bucketResources }),
    weight: 4,
  },
  {
    arbitrary: fc.record({ effect, actions: bucketActions, resources: fc.constant(['*']) }),
    weight: 1,
  },
  { arbitrary: iamDraft, weight: 2 },
);

/** One or two statements, and how many characters of filling make the document longer. */
export const identityDocument = fc.record({
  drafts: fc.array(identityDraft, { minLength: 1, maxLength: 2 }),
  filling: fc.constantFrom(0, 0, 0, 0, 900),
});

export type DraftDocument = {
  readonly drafts: readonly DraftStatement[];
  readonly filling: number;
};

function resourceOf(world: World, short: string, own: string): string {
  if (short === '*') return short;
  if (short === 'user') return world.userArn('*');
  if (short === 'group') return world.groupArn('*');
  const [name = '', ...rest] = short.split('/');
  const bucket = name === '.' ? own : world.bucketName(name);
  return arnOf(bucket, rest.length === 0 ? undefined : rest.join('/'));
}

/** The same with ARNs. */
export function statementOf(world: World, draft: DraftStatement, own = ''): Statement {
  return { ...draft, resources: draft.resources.map((short) => resourceOf(world, short, own)) };
}

export function json({ effect: Effect, actions: Action, resources: Resource }: Statement) {
  return { Effect, Action, Resource };
}

/** The text of an identity policy, and what the reference keeps of it. */
export function documentOf(
  world: World,
  { drafts, filling }: DraftDocument,
): { readonly text: string; readonly document: Document } {
  const statements = drafts.map((draft) => statementOf(world, draft));
  const Statement: object[] = statements.map(json);
  if (filling > 0) {
    const Resource = `arn:aws:s3:::nobody/${'x'.repeat(filling)}`;
    Statement.push({ Effect: 'Deny', Action: 's3:GetObject', Resource });
  }
  const text = JSON.stringify({ Version: '2012-10-17', Statement });
  return { text, document: { statements, characters: text.replaceAll(/\s/g, '').length } };
}
