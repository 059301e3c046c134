import { all, callQuery, pageOf, paging } from '../query.ts';

export interface AccessKey {
  readonly accessKeyId: string;
  readonly status: 'Active' | 'Inactive';
  readonly createDate: Date | undefined;
}

export interface NewAccessKey {
  readonly accessKeyId: string;
  /** Shown once; the service never tells it again. */
  readonly secretAccessKey: string;
}

export interface LastUse {
  /** Undefined: never. */
  readonly date: Date | undefined;
  readonly service: string;
  readonly region: string;
}

/** @param userName undefined for the keys of who is signed in, root's too */
export async function listAccessKeys(userName: string | undefined): Promise<AccessKey[]> {
  return all(async (page) =>
    pageOf(
      await callQuery('iam', 'ListAccessKeys', { UserName: userName, ...paging(page) }),
      'AccessKeyMetadata',
      (item) => ({
        accessKeyId: item.text('AccessKeyId'),
        status: item.text('Status') === 'Active' ? ('Active' as const) : ('Inactive' as const),
        createDate: item.date('CreateDate'),
      }),
    ),
  );
}

export async function createAccessKey(userName: string | undefined): Promise<NewAccessKey> {
  const result = await callQuery('iam', 'CreateAccessKey', { UserName: userName });
  const key = result.child('AccessKey');
  return {
    accessKeyId: key?.text('AccessKeyId') ?? '',
    secretAccessKey: key?.text('SecretAccessKey') ?? '',
  };
}

export async function updateAccessKey(
  userName: string | undefined,
  accessKeyId: string,
  status: AccessKey['status'],
): Promise<void> {
  const input = { UserName: userName, AccessKeyId: accessKeyId, Status: status };
  await callQuery('iam', 'UpdateAccessKey', input);
}

export async function deleteAccessKey(
  userName: string | undefined,
  accessKeyId: string,
): Promise<void> {
  await callQuery('iam', 'DeleteAccessKey', { UserName: userName, AccessKeyId: accessKeyId });
}

export async function accessKeyLastUsed(accessKeyId: string): Promise<LastUse> {
  const result = await callQuery('iam', 'GetAccessKeyLastUsed', { AccessKeyId: accessKeyId });
  const use = result.child('AccessKeyLastUsed');
  return {
    date: use?.date('LastUsedDate'),
    service: use?.text('ServiceName') ?? 'N/A',
    region: use?.text('Region') ?? 'N/A',
  };
}
