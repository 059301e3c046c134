import type { LookBackQuery, LookedBack } from '../audit/look-back.ts';
import type { CloudTrailContext } from '../cloudtrail/define.ts';
import { cloudTrailOperations } from '../cloudtrail/operations.ts';
import type { CredentialResolver } from '../http/authenticate.ts';
import { createJsonService } from '../http/json-service.ts';
import { type HttpsGetOptions, httpsGet } from '../http/outgoing/https-get.ts';
import { allowedAddresses } from '../http/outgoing/public-addresses.ts';
import { createQueryService } from '../http/query-service.ts';
import { hostId } from '../http/request-id.ts';
import { iamAccess } from '../iam/access.ts';
import { type IamContext, refuseRestrictedSession } from '../iam/define.ts';
import { iamOperations } from '../iam/operations.ts';
import { createDirectory, type Directory } from '../identity/directory.ts';
import { createIdSource } from '../identity/ids.ts';
import { createKeyRing, type KeyRing } from '../identity/key-ring.ts';
import type { MasterKeys } from '../identity/master-key.ts';
import type { PrincipalNames } from '../identity/principal-binding.ts';
import { defaultQuotas } from '../identity/quotas.ts';
import type { SecretSealer } from '../identity/sealed-secret.ts';
import { createTextSealer } from '../identity/sealed-text.ts';
import { createSessionTokens, type SessionTokens } from '../identity/session-token.ts';
import { kmsAccess } from '../kms/access.ts';
import type { KmsContext } from '../kms/define.ts';
import { kmsOperations } from '../kms/operations.ts';
import {
  type AuthorizationMessages,
  createAuthorizationMessages,
} from '../operation/authorization-message.ts';
import type { DecisionRecord } from '../operation/authorize.ts';
import { createKeyAccess, withoutPolicy } from '../operation/key-access.ts';
import { ReplyMemory } from '../operation/reply-memory.ts';
import type { WireRequest } from '../operation/request.ts';
import { createS3Access } from '../s3/access.ts';
import type { S3Settings } from '../s3/define.ts';
import { createDataKeys } from '../s3/encryption/data-keys.ts';
import { s3Operations } from '../s3/operations.ts';
import { createS3Service, createServicePut, type S3Parts } from '../s3/service.ts';
import type { IdentityStore } from '../store/identities.ts';
import type { Stores } from '../store/open.ts';
import { stsAccess } from '../sts/access.ts';
import type { StsContext } from '../sts/define.ts';
import { stsOperations } from '../sts/operations.ts';
import { createProviderKeys, type FetchDocument } from '../sts/web-identity/provider-keys.ts';
import { createWebsite } from '../website/website.ts';
import { websiteOperations } from '../website/website-operations.ts';
import { visitOf } from '../website/website-request.ts';
import { jsonTargets, type Services } from './dispatch.ts';
import { pooledRandomBytes as randomBytes } from './pooled-random.ts';

/** What the services stand on, opened. */
export interface Ground {
  readonly stores: Stores;
  readonly identities: IdentityStore;
  readonly sealer: SecretSealer;
  readonly masterKeys: MasterKeys;
  readonly s3: S3Settings;
  readonly hostNames: readonly string[];
  /** Networks besides the public Internet that outgoing requests may go to, as CIDR. */
  readonly egressNetworks: readonly string[];
  readonly record: (request: WireRequest, operation: string, decided: DecisionRecord) => void;
  /** Finds audit records; undefined where none are kept. */
  readonly lookBack?: ((query: LookBackQuery) => LookedBack) | undefined;
}

const clock = Date.now;

/** Characters of an encoded message, as DecodeAuthorizationMessage takes them. */
const messageLimit = 10_240;
/** Of a process, for pages of listings that are asked for again: some thirty full ones. */
const pageMemoryBytes = 8 * 1024 ** 2;

/** What a provider's documents may take. */
const documentLimits = {
  maxBytes: 256 * 1_024,
  timeoutMs: 5_000,
} satisfies Partial<HttpsGetOptions>;

/** How the services know who asks, and say why they refuse. */
interface Gate {
  readonly resolve: CredentialResolver;
  readonly messages: AuthorizationMessages;
}

/** The services, and what the console's sessions and links share with them. */
export interface ComposedServices extends Services {
  readonly directory: Directory;
  readonly sessionTokens: SessionTokens;
}

/** Composes S3, IAM, STS and KMS over one set of stores. */
export function createServices(ground: Ground): ComposedServices {
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
  const messages = createAuthorizationMessages(
    createTextSealer(ground.masterKeys, {
      purpose: 'authorization messages, version 1',
      limit: messageLimit,
      randomBytes,
    }),
  );
  const gate: Gate = { resolve, messages };
  const keyRing = createKeyRing({
    keys: ground.stores.keys,
    masterKeys: ground.masterKeys,
    region: ground.s3.region,
    clock,
    randomBytes,
  });
  const s3 = s3Parts(ground, gate, directory, keyRing);
  return {
    s3: createS3Service(s3),
    putAsService: createServicePut(s3),
    iam: iamService(ground, gate),
    sts: stsService(ground, gate, directory, sessionTokens),
    kms: kmsService(ground, gate, keyRing, directory),
    cloudtrail: cloudTrailService(ground, gate),
    website: createWebsite({ s3: websiteReader(s3), stores: ground.stores, hostId }),
    hostNames: ground.hostNames,
    hostId,
    directory,
    sessionTokens,
  };
}

function s3Parts(ground: Ground, gate: Gate, directory: Directory, keyRing: KeyRing): S3Parts {
  return {
    operations: s3Operations,
    stores: ground.stores,
    accounts: ground.identities,
    principals: directory,
    keyRing,
    dataKeys: createDataKeys(ground.masterKeys.derive('object data keys'), randomBytes),
    settings: ground.s3,
    pages: new ReplyMemory(() => ground.stores.database.stamp(), pageMemoryBytes),
    hostNames: ground.hostNames,
    ...gate,
    access: createS3Access(),
    clock,
    randomBytes,
    record: ground.record,
  };
}

/** S3 as the websites see it: two operations, path style only, and no key that anyone could have. */
function websiteReader(parts: S3Parts) {
  return createS3Service({
    ...parts,
    operations: websiteOperations,
    hostNames: [],
    resolve: () => ({ kind: 'unknown' }),
    record: (request, operation, decided) => parts.record(visitOf(request), operation, decided),
  });
}

function iamService({ identities, sealer, s3, record }: Ground, gate: Gate) {
  return createQueryService<IamContext>({
    service: 'iam',
    version: '2010-05-08',
    operations: iamOperations,
    region: s3.region,
    ...gate,
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

function kmsService(
  { stores, s3, record }: Ground,
  gate: Gate,
  ring: KeyRing,
  principals: PrincipalNames,
) {
  const access = createKeyAccess(ring, stores.keys);
  return createJsonService<KmsContext>({
    service: 'kms',
    targetPrefixes: jsonTargets.kms,
    operations: kmsOperations,
    region: s3.region,
    ...gate,
    contextOf: (_request, caller) => ({
      caller,
      accountId: caller.principal.accountId,
      region: s3.region,
      keys: stores.keys,
      ring,
      principals,
      clock,
      randomBytes,
    }),
    access: (requirement, context) => kmsAccess(access, requirement, context),
    record,
  });
}

function cloudTrailService({ s3, record, lookBack }: Ground, gate: Gate) {
  return createJsonService<CloudTrailContext>({
    service: 'cloudtrail',
    targetPrefixes: jsonTargets.cloudtrail,
    operations: cloudTrailOperations,
    region: s3.region,
    ...gate,
    contextOf: (_request, caller) => ({
      caller,
      accountId: caller.principal.accountId,
      clock,
      lookBack,
    }),
    access: (_requirement, { accountId }) => withoutPolicy(accountId),
    record,
  });
}

function stsService(
  { identities, s3, egressNetworks, record }: Ground,
  gate: Gate,
  directory: Directory,
  sessionTokens: SessionTokens,
) {
  const ids = createIdSource(randomBytes);
  const isAllowed = allowedAddresses(egressNetworks);
  const fetchDocument: FetchDocument = (url, thumbprints) =>
    httpsGet(url, { ...documentLimits, isAllowed, thumbprints });
  const providerKeys = createProviderKeys(fetchDocument, clock);
  return createQueryService<StsContext>({
    service: 'sts',
    version: '2011-06-15',
    operations: stsOperations,
    region: s3.region,
    ...gate,
    contextOf: (request, caller) => ({
      caller,
      request,
      identities,
      directory,
      sessionTokens,
      ids,
      providerKeys,
      messages: gate.messages,
      policyRules: s3.policyRules,
      clock,
    }),
    access: stsAccess,
    record,
  });
}
