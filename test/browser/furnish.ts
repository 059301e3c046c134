import {
  AddUserToGroupCommand,
  AttachGroupPolicyCommand,
  AttachUserPolicyCommand,
  CreateAccessKeyCommand,
  CreateGroupCommand,
  CreateLoginProfileCommand,
  CreateRoleCommand,
  CreateUserCommand,
  type IAMClient,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam';

const everybody = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sts:AssumeRole' }],
};

const listing = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 's3:ListAllMyBuckets', Resource: '*' }],
};

/** Something of each kind, so that no page that is looked at is empty. */
export async function furnish(iam: IAMClient): Promise<void> {
  const UserName = 'alice';
  const GroupName = 'developers';
  const Tags = [{ Key: 'team', Value: 'web' }];
  await iam.send(new CreateUserCommand({ UserName, Tags }));
  await iam.send(new CreateAccessKeyCommand({ UserName }));
  await iam.send(new CreateLoginProfileCommand({ UserName, Password: 'correct Horse 7!' }));
  await iam.send(new CreateGroupCommand({ GroupName }));
  await iam.send(new AddUserToGroupCommand({ UserName, GroupName }));
  const PolicyArn = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
  await iam.send(new AttachGroupPolicyCommand({ GroupName, PolicyArn }));
  await iam.send(new AttachUserPolicyCommand({ UserName, PolicyArn }));
  const PolicyDocument = JSON.stringify(listing);
  const inline = { UserName, PolicyName: 'list-buckets', PolicyDocument };
  await iam.send(new PutUserPolicyCommand(inline));
  const trust = JSON.stringify(everybody);
  const role = { RoleName: 'builder', AssumeRolePolicyDocument: trust };
  await iam.send(new CreateRoleCommand(role));
}
