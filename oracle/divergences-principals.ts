import type { RawPolicy } from '../test/differential/judge.ts';
import type { Divergence } from './divergences.ts';
import { mapPrincipals, mapStatements, type PolicyCase } from './policy-case.ts';

const NOBODY = 'arn:aws:iam::444455556666:user/nobody-at-all';

const allowAll: RawPolicy = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
};

function isRoots({ request: { principal } }: PolicyCase): boolean {
  return principal.kind === 'root' || principal.issuerArn?.endsWith(':root') === true;
}

/** Every name that a policy may know the caller by. */
function namesOf({ request: { principal: p } }: PolicyCase): readonly string[] {
  return [p.arn, p.accountId, `arn:aws:iam::${p.accountId}:root`, p.roleArn, p.issuerArn].filter(
    (name) => name !== undefined,
  );
}

export const principalDivergences: readonly Divergence[] = [
  {
    name: 'unique ids name nobody',
    reason: 'It knows ARNs only. Bucket and trust policies hold the unique ids of principals.',
    without: (one) => {
      const { principal: p } = one.request;
      const arns = new Map([
        [p.userId, p.arn],
        [p.roleId, p.roleArn],
        [p.issuerId, p.issuerArn],
      ]);
      return mapPrincipals(one, (names) => names.map((name) => arns.get(name) ?? name));
    },
  },
  {
    name: 'the root user has no rights of its own',
    reason:
      'It treats the root as a user without policies. The root has full access to its account, ' +
      'is named by its account, and so are the sessions that it made.',
    without: (one) => {
      if (!isRoots(one)) return one;
      return { ...one, policies: { ...one.policies, identity: [allowAll] } };
    },
  },
  {
    name: 'session policies limit a grant to the session itself',
    reason:
      'It asks the session policy first. A resource policy of the same account that names the ' +
      'session (or everyone) grants to the session itself (IAM user guide, session policies).',
    without: (one) => ({ ...one, policies: { ...one.policies, session: undefined } }),
  },
  {
    name: 'roles are named without their path',
    reason:
      'It compares the last part of a role ARN with the session, without regard to path and ' +
      'case. A Principal names one role, by its whole ARN.',
    without: (one) =>
      mapPrincipals(one, (names) =>
        names.map((name) =>
          /^arn:aws:iam::\d+:role\//.test(name) && name !== one.request.principal.roleArn
            ? NOBODY
            : name,
        ),
      ),
  },
  {
    name: 'federated users belong to the user of the same name',
    reason:
      'It makes the ARN of the issuing user from the name of the session. The session carries ' +
      'who made it, whatever the session is called.',
    without: (one) =>
      one.request.principal.kind === 'federated-user'
        ? mapPrincipals(one, (names) =>
            names.map((name) => (/^arn:aws:iam::\d+:user\//.test(name) ? NOBODY : name)),
          )
        : one,
  },
  {
    name: 'a service may stand among AWS principals',
    reason: 'It compares the name with any. A service is named under Service.',
    without: (one) =>
      mapPrincipals(one, (names) =>
        names.map((name) => (name.endsWith('.amazonaws.com') ? NOBODY : name)),
      ),
  },
  {
    name: 'one name in NotPrincipal spares',
    reason:
      'It spares whoever has any of the names. AWS wants account and user, or account, role and ' +
      'session, all named.',
    without: (one) => {
      const mine = namesOf(one);
      return mapPrincipals(one, (names, negated) =>
        negated && names.some((name) => mine.includes(name)) ? [...names, ...mine] : names,
      );
    },
  },
  {
    name: 'canonical user ids name nobody',
    reason: 'It compares them with ARNs. A canonical id is another name of an account.',
    without: (one) =>
      mapStatements(one, ({ Principal, NotPrincipal, ...rest }) => ({
        ...rest,
        ...(Principal === undefined ? {} : { Principal: withoutCanonical(Principal) }),
        ...(NotPrincipal === undefined ? {} : { NotPrincipal: withoutCanonical(NotPrincipal) }),
      })),
  },
];

function withoutCanonical<Block>(block: Block): Block {
  if (typeof block !== 'object' || block === null) return block;
  const { CanonicalUser: _, ...rest } = Object.assign({ CanonicalUser: '' }, block);
  return Object.assign(Object.create(null), rest);
}
