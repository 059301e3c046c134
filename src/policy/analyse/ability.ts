/** A column of the grid: what somebody can do to a bucket, and the actions that it takes. */
export interface Ability {
  readonly name: string;
  /** For the sentence: "list", "delete the bucket". */
  readonly verb: string;
  /** Any of them is enough. */
  readonly actions: readonly { readonly name: string; readonly target: 'bucket' | 'objects' }[];
  /** Whether it belongs to the plain work on objects, or changes what a bucket is. */
  readonly kind: 'work' | 'rule';
}

function on(target: 'bucket' | 'objects', ...names: readonly string[]) {
  return names.map((name) => ({ name, target }));
}

/** The columns, from harmless to final. */
export const abilities: readonly Ability[] = [
  { name: 'list', verb: 'list', actions: on('bucket', 's3:ListBucket'), kind: 'work' },
  { name: 'read', verb: 'read', actions: on('objects', 's3:GetObject'), kind: 'work' },
  { name: 'write', verb: 'write', actions: on('objects', 's3:PutObject'), kind: 'work' },
  { name: 'delete', verb: 'delete', actions: on('objects', 's3:DeleteObject'), kind: 'work' },
  {
    name: 'make public',
    verb: 'make objects public',
    actions: [...on('objects', 's3:PutObjectAcl'), ...on('bucket', 's3:PutBucketAcl')],
    kind: 'rule',
  },
  {
    name: 'change policy',
    verb: 'change the policy',
    actions: on('bucket', 's3:PutBucketPolicy', 's3:DeleteBucketPolicy'),
    kind: 'rule',
  },
  {
    name: 'delete bucket',
    verb: 'delete the bucket',
    actions: on('bucket', 's3:DeleteBucket'),
    kind: 'rule',
  },
];
