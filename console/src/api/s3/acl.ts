import type { XmlNode } from '../xml.ts';
import { readDocument, sendDocument } from './configuration.ts';
import { element, Markup } from './markup.ts';

export const aclPermissions = ['READ', 'WRITE', 'READ_ACP', 'WRITE_ACP'] as const;
export type AclPermission = (typeof aclPermissions)[number];

/** An account by its canonical id, or a group of AWS's by its URI. */
export interface Grantee {
  readonly kind: 'CanonicalUser' | 'Group';
  readonly id: string;
  readonly name: string;
}

/** What one grantee is granted; all of them together are FULL_CONTROL. */
export interface AclEntry {
  readonly grantee: Grantee;
  readonly permissions: ReadonlySet<AclPermission>;
}

export interface AccessControlList {
  readonly owner: { readonly id: string; readonly name: string };
  readonly entries: readonly AclEntry[];
}

const groups = 'http://acs.amazonaws.com/groups';

/** The groups that AWS knows. */
export const aclGroups: readonly Grantee[] = [
  { kind: 'Group', id: `${groups}/global/AllUsers`, name: 'Everyone (public)' },
  { kind: 'Group', id: `${groups}/global/AuthenticatedUsers`, name: 'Everybody with an account' },
  { kind: 'Group', id: `${groups}/s3/LogDelivery`, name: 'Delivery of access logs' },
];

function readGrantee(node: XmlNode | undefined): Grantee {
  const uri = node?.optional('URI');
  const id = node?.text('ID') ?? '';
  if (uri === undefined) {
    return { kind: 'CanonicalUser', id, name: node?.optional('DisplayName') || id };
  }
  const known = aclGroups.find((group) => group.id === uri);
  return known ?? { kind: 'Group', id: uri, name: uri };
}

function permissionsIn(text: string): readonly AclPermission[] {
  return text === 'FULL_CONTROL' ? aclPermissions : aclPermissions.filter((name) => name === text);
}

/** The access control list that an address of a bucket or an object names. @throws ServiceError */
export async function getAcl(address: string): Promise<AccessControlList> {
  const root = await readDocument(address);
  const owner = root.child('Owner');
  const grants = root.list(
    'AccessControlList',
    (node) => ({
      grantee: readGrantee(node.child('Grantee')),
      permissions: permissionsIn(node.text('Permission')),
    }),
    'Grant',
  );
  const entries = [...Map.groupBy(grants, ({ grantee }) => grantee.id).values()].flatMap((own) => {
    const permissions = new Set(own.flatMap((grant) => grant.permissions));
    return own.slice(0, 1).map(({ grantee }) => ({ grantee, permissions }));
  });
  const id = owner?.text('ID') ?? '';
  return { owner: { id, name: owner?.optional('DisplayName') || id }, entries };
}

const xsi = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"';

function granteeMarkup({ kind, id }: Grantee): Markup {
  const { text } = element(kind === 'Group' ? 'URI' : 'ID', id);
  return new Markup(`<Grantee ${xsi} xsi:type="${kind}">${text}</Grantee>`);
}

function grantMarkup({ grantee, permissions }: AclEntry): Markup[] {
  const isFull = aclPermissions.every((name) => permissions.has(name));
  return (isFull ? ['FULL_CONTROL'] : [...permissions]).map((name) =>
    element('Grant', [granteeMarkup(grantee), element('Permission', name)]),
  );
}

/** Writes a whole list. @throws ServiceError AccessControlListNotSupported where lists are off */
export async function putAcl(address: string, list: AccessControlList): Promise<void> {
  const document = element('AccessControlPolicy', [
    element('Owner', [element('ID', list.owner.id)]),
    element('AccessControlList', list.entries.flatMap(grantMarkup)),
  ]);
  await sendDocument('PUT', address, document);
}
