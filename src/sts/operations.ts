import { unbuiltQuery } from '../operation/query.ts';
import type { StsContext } from './define.ts';
import { assumeRole } from './operations/assume-role.ts';
import { assumeRoleWithWebIdentity } from './operations/assume-role-with-web-identity.ts';
import { decodeAuthorizationMessage } from './operations/decode-authorization-message.ts';
import { getAccessKeyInfo } from './operations/get-access-key-info.ts';
import { getCallerIdentity } from './operations/get-caller-identity.ts';
import { getFederationToken } from './operations/get-federation-token.ts';
import { getSessionToken } from './operations/get-session-token.ts';

const unbuilt = [
  'AssumeRoleWithSAML',
  'AssumeRoot',
  'GetDelegatedAccessToken',
  'GetWebIdentityToken',
].map((name) => unbuiltQuery<StsContext>('sts', name));

/** Every operation of STS that AWS's model has. */
export const stsOperations = [
  assumeRole,
  assumeRoleWithWebIdentity,
  decodeAuthorizationMessage,
  getAccessKeyInfo,
  getCallerIdentity,
  getFederationToken,
  getSessionToken,
  ...unbuilt,
];
