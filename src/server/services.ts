import { randomBytes } from 'node:crypto';
import type { CredentialResolver } from '../http/authenticate.ts';
import { createQueryService } from '../http/query-service.ts';
import { hostId } from '../http/request-id.ts';
import { iamAccess } from '../iam/access.ts';
import { type IamContext, refuseRestrictedSession } from '../iam/define.ts';
import { iamOperations } from '../iam/operations.ts';
import { createDirectory, type Directory } from '../identity/directory.ts';
import { createIdSource } from '../identity/ids.ts';
import type { MasterKeys } from '../identity/master-key.ts';
import { defaultQuotas } from '../identity/quotas.ts';
import type { SecretSealer } from '../identity/sealed-secret.ts';
import { createSessionTokens, type SessionTokens } from '../identity/session-token.ts';
import type { DecisionRecord } from '../operation/authorize.ts';
import type { WireRequest } from '../operation/request.ts';
import { createS3Access } from '../s3/access.ts';
import type { S3Settings } from '../s3/define.ts';
import { s3Operations } from '../s3/operations.ts';
import { createS3Service } from '../s3/service.ts';
import type { IdentityStore } from '../store/identities.ts';
import type { Stores } from '../store/open.ts';
import { stsAccess } from '../sts/access.ts';
import type { StsContext } from '../sts/define.ts';
import { stsOperations } from '../sts/operations.ts';
import type { Services } from './dispatch.ts';

/** What the services stand on, opened. */
export interface Ground {
  readonly stores: Stores;
  readonly identities: IdentityStore;
  readonly sealer: SecretSealer;
  readonly masterKeys: MasterKeys;
  readonly s3: S3Settings;
  readonly hostNames: readonly string[];
  readonly record: (request: WireRequest, operation: string, decided: DecisionRecord) => void;
}

const clock = Date.now;

/** Composes S3, IAM and STS over one set of stores. */
export function createServices(ground: Ground): Services {
  const sessionTokens = createSessionTokens(ground.masterKeys, { clock, randomBytes });
  const directory = createDirectory({
    identities: ground.identities,
    openSecret: (accountId, accessKeyId, envelope) =>
      ground.sealer.open(accountId, accessKeyId, envelope),
    revision: () => ground.stores.database.revision('identity'),
    clock,
    sessionTokens,
  });
  const resolve: CredentialResolver = (id, token) => directory.resolve(id, token);
  return {
    s3: s3Service(ground, resolve),
    iam: iamService(ground, resolve),
    sts: stsService(ground, resolve, directory, sessionTokens),
    hostNames: ground.hostNames,
    hostId,
  };
}

function s3Service(ground: Ground, resolve: CredentialResolver) {
  return createS3Service({
    operations: s3Operations,
    stores: ground.stores,
    accounts: ground.identities,
    settings: ground.s3,
    hostNames: ground.hostNames,
    resolve,
    access: createS3Access(),
    clock,
    randomBytes,
    record: ground.record,
  });
}

function iamService({ identities, sealer, s3, record }: Ground, resolve: CredentialResolver) {
  return createQueryService<IamContext>({
    service: 'iam',
    version: '2010-05-08',
    operations: iamOperations,
    region: s3.region,
    resolve,
    contextOf: (request, caller) => {
      refuseRestrictedSession(caller);
      return {
        caller,
        request,
        accountId: caller.principal.accountId,
        identities,
        quotas: defaultQuotas,
        seal: (accountId, accessKeyId, secret) => sealer.seal(accountId, accessKeyId, secret),
        clock,
        randomBytes,
      };
    },
    access: iamAccess,
    record,
  });
}

function stsService(
  { identities, s3, record }: Ground,
  resolve: CredentialResolver,
  directory: Directory,
  sessionTokens: SessionTokens,
) {
  const ids = createIdSource(randomBytes);
  return createQueryService<StsContext>({
    service: 'sts',
    version: '2011-06-15',
    operations: stsOperations,
    region: s3.region,
    resolve,
    contextOf: (request, caller) => ({
      caller,
      request,
      identities,
      directory,
      sessionTokens,
      ids,
      clock,
    }),
    access: stsAccess,
    record,
  });
}
