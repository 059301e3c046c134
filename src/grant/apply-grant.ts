import {
  AddUserToGroupCommand,
  AttachGroupPolicyCommand,
  AttachUserPolicyCommand,
  CreateAccessKeyCommand,
  CreateGroupCommand,
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  CreateUserCommand,
  DeletePolicyVersionCommand,
  type IAMClient,
} from '@aws-sdk/client-iam';
import { grantPath } from './grant-names.ts';
import type { NewKey } from './new-key.ts';
import type { GrantStep } from './plan-grant.ts';

/** Does one step of a plan. @returns the key that it made, if it made one */
export async function applyGrantStep(iam: IAMClient, step: GrantStep): Promise<NewKey | undefined> {
  switch (step.kind) {
    case 'create-policy': {
      const { name: PolicyName, document: PolicyDocument } = step;
      const Description = 'Made by strongroom grant';
      const Path = grantPath;
      await iam.send(new CreatePolicyCommand({ PolicyName, Path, PolicyDocument, Description }));
      return undefined;
    }
    case 'delete-policy-version': {
      const { arn: PolicyArn, version: VersionId } = step;
      await iam.send(new DeletePolicyVersionCommand({ PolicyArn, VersionId }));
      return undefined;
    }
    case 'update-policy': {
      const { arn: PolicyArn, document: PolicyDocument } = step;
      const SetAsDefault = true;
      await iam.send(new CreatePolicyVersionCommand({ PolicyArn, PolicyDocument, SetAsDefault }));
      return undefined;
    }
    case 'create-group':
      await iam.send(new CreateGroupCommand({ GroupName: step.group, Path: grantPath }));
      return undefined;
    case 'attach-to-group':
      await iam.send(new AttachGroupPolicyCommand({ GroupName: step.group, PolicyArn: step.arn }));
      return undefined;
    case 'create-user':
      await iam.send(new CreateUserCommand({ UserName: step.user, Path: grantPath }));
      return undefined;
    case 'attach-to-user':
      await iam.send(new AttachUserPolicyCommand({ UserName: step.user, PolicyArn: step.arn }));
      return undefined;
    case 'add-to-group':
      await iam.send(new AddUserToGroupCommand({ UserName: step.user, GroupName: step.group }));
      return undefined;
    case 'create-key':
      return createKey(iam, step.user);
  }
}

/** A new access key of a user; without a name, of whoever asks. */
export async function createKey(iam: IAMClient, userName: string | undefined): Promise<NewKey> {
  const input = userName === undefined ? {} : { UserName: userName };
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand(input));
  const { UserName = '', AccessKeyId = '', SecretAccessKey = '' } = AccessKey ?? {};
  return { userName: UserName, accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey };
}
