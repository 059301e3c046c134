import type { IdentityStore } from '../store/identities.ts';
import { groupArn, parseIamArn, roleArn, rootArn, userArn } from './arns.ts';
import type { PrincipalNames } from './principal-binding.ts';

export interface EntityNames extends PrincipalNames {
  /** Of groups and roots too: AGPA..., or the account id. */
  entityId(arn: string): Promise<string | undefined>;
}

/** Translates between ARNs and unique ids, by what the store holds now. */
export function createEntityNames(identities: IdentityStore): EntityNames {
  /** Names are found without regard to case, but an ARN must be written exactly. */
  const idOf = async (arn: string): Promise<string | undefined> => {
    const { accountId, kind, name } = parseIamArn(arn) ?? {};
    if (accountId === undefined || name === undefined) return undefined;
    if (kind === 'user') {
      const user = await identities.user(accountId, name);
      return user && userArn(accountId, user.path, user.userName) === arn ? user.userId : undefined;
    }
    if (kind === 'role') {
      const role = await identities.role(accountId, name);
      return role && roleArn(accountId, role.path, role.roleName) === arn ? role.roleId : undefined;
    }
    return undefined;
  };
  return {
    idOf,
    async arnOf(id) {
      const user = await identities.userById(id);
      if (user) return userArn(user.accountId, user.path, user.userName);
      const role = await identities.roleById(id);
      return role && roleArn(role.accountId, role.path, role.roleName);
    },
    async entityId(arn) {
      const { accountId, kind, name } = parseIamArn(arn) ?? {};
      if (accountId === undefined || name === undefined) return undefined;
      if (kind === 'root') {
        const account = await identities.account(accountId);
        return account && rootArn(accountId) === arn ? accountId : undefined;
      }
      if (kind !== 'group') return idOf(arn);
      const group = await identities.group(accountId, name);
      const exact = group && groupArn(accountId, group.path, group.groupName) === arn;
      return exact ? group.groupId : undefined;
    },
  };
}
