import type { Extra, RoleTemplate, TemplateStatement } from './role-template.ts';

/**
 * Listing is needed even where nobody lists: without it a key that is not there is answered with
 * 403 and not with 404.
 */
const list: TemplateStatement = {
  name: 'List',
  target: 'bucket',
  actions: ['s3:ListBucket'],
  byPrefix: true,
};

function objects(name: string, ...actions: readonly string[]): TemplateStatement {
  return { name, target: 'objects', actions };
}

const write = objects(
  'ReadAndWrite',
  's3:GetObject',
  's3:PutObject',
  's3:DeleteObject',
  's3:AbortMultipartUpload',
);

/** The roles that need no list of actions. */
export const roleTemplates: readonly RoleTemplate[] = [
  {
    name: 'site-publisher',
    summary: 'Publish a static site: list, upload and delete, and read to compare.',
    statements: [list, write],
    extras: ['acl', 'website', 'resume'],
  },
  {
    name: 'rails-app',
    summary: 'Uploads of an application: CarrierWave, Active Storage, Shrine.',
    statements: [list, write],
    extras: ['acl', 'resume'],
  },
  {
    name: 'ci-deployer',
    summary: 'Publish a site from CI, with its index and error documents and redirects.',
    statements: [
      list,
      write,
      {
        name: 'Website',
        target: 'bucket',
        actions: ['s3:GetBucketWebsite', 's3:PutBucketWebsite'],
      },
    ],
    extras: ['acl', 'resume'],
  },
  {
    name: 'read-only',
    summary: 'List and download.',
    statements: [list, objects('Read', 's3:GetObject')],
    extras: ['versions'],
  },
  {
    name: 'backup-writer',
    summary: 'Add backups; read and delete none, so that a stolen key destroys none.',
    statements: [
      list,
      objects('Write', 's3:PutObject', 's3:AbortMultipartUpload', 's3:ListMultipartUploadParts'),
    ],
    extras: ['acl'],
  },
];

/** What `--allow` adds to a role. */
export const extras: readonly Extra[] = [
  {
    name: 'acl',
    summary: 'set access control lists (CarrierWave, Shrine, `acl: public-read`)',
    statement: objects('Acl', 's3:PutObjectAcl'),
  },
  {
    name: 'resume',
    summary: 'go on with interrupted uploads of large files',
    statement: objects('Resume', 's3:ListMultipartUploadParts'),
  },
  {
    name: 'website',
    summary: 'read and set the index and error documents of the website',
    statement: {
      name: 'Website',
      target: 'bucket',
      actions: ['s3:GetBucketWebsite', 's3:PutBucketWebsite'],
    },
  },
  {
    name: 'versions',
    summary: 'read old versions of objects',
    statement: objects('Versions', 's3:GetObjectVersion'),
  },
];
