import { boolean, integer, list, oneOf, optional, structure, text } from '../../operation/shape.ts';
import { arn, policyDocument } from './names.ts';
import { paging } from './paging.ts';

/** What the two simulations have in common. */

const contextTypes = [
  'string',
  'stringList',
  'numeric',
  'numericList',
  'boolean',
  'booleanList',
  'ip',
  'ipList',
  'binary',
  'binaryList',
  'date',
  'dateList',
] as const;

const resourceName = text({ minLength: 1, maxLength: 2048 });

export const simulationInput = {
  PermissionsBoundaryPolicyInputList: optional(list('member', policyDocument, { maxItems: 1 })),
  ActionNames: list('member', text({ minLength: 3, maxLength: 128 }), { minItems: 1 }),
  ResourceArns: optional(list('member', resourceName)),
  ResourcePolicy: optional(policyDocument),
  ResourceOwner: optional(resourceName),
  CallerArn: optional(resourceName),
  ContextEntries: optional(
    list(
      'member',
      structure({
        ContextKeyName: optional(text({ minLength: 5, maxLength: 256 })),
        ContextKeyValues: optional(list('member', text())),
        ContextKeyType: optional(oneOf(...contextTypes)),
      }),
    ),
  ),
  ResourceHandlingOption: optional(text({ minLength: 1, maxLength: 64 })),
  ...paging,
} as const;

export const exclusions = list(
  'member',
  structure({
    PolicyType: optional(
      oneOf('inline', 'aws-managed', 'user-managed', 'permission-boundary', 'scp', 'rcp'),
    ),
    PolicyArn: optional(arn),
    InlinePolicyIdentifier: optional(
      structure({
        PolicyName: text({ minLength: 1, maxLength: 128 }),
        AttachmentType: oneOf('user', 'group', 'role'),
        AttachmentName: text({ minLength: 1, maxLength: 128 }),
      }),
    ),
  }),
);

export const policySourceTypes = [
  'user',
  'group',
  'role',
  'aws-managed',
  'user-managed',
  'resource',
  'none',
] as const;

const position = structure({ Line: integer(), Column: integer() });

const decision = oneOf('allowed', 'explicitDeny', 'implicitDeny');

const matchedStatement = structure({
  SourcePolicyId: text(),
  SourcePolicyType: oneOf(...policySourceTypes),
  StartPosition: position,
  EndPosition: position,
});

export const evaluationResult = structure({
  EvalActionName: text(),
  EvalResourceName: text(),
  EvalDecision: decision,
  MatchedStatements: list('member', matchedStatement),
  MissingContextValues: list('member', text()),
  OrganizationsDecisionDetail: optional(structure({ AllowedByOrganizations: boolean() })),
  PermissionsBoundaryDecisionDetail: optional(
    structure({ AllowedByPermissionsBoundary: boolean() }),
  ),
  EvalDecisionDetails: optional(list('entry', structure({ key: text(), value: decision }))),
});
