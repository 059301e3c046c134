import { loadSharedConfigFiles } from '@smithy/core/config';

/** Sections of AWS's configuration file by name; keys of a nested block are `s3.endpoint_url`. */
type Sections = Readonly<Record<string, Readonly<Record<string, string | undefined>> | undefined>>;

/**
 * The endpoint that a profile names for a service: that of its `services` section before its own.
 * The SDK looks only at the profile of AWS_PROFILE, never at the one that a client is given.
 */
export function endpointOfProfile(
  sections: Sections,
  profile: string,
  service: 's3' | 'iam' | 'sts',
): string | undefined {
  const found = sections[profile];
  if (found?.ignore_configured_endpoint_urls === 'true') return undefined;
  const own = found?.services && sections[`services.${found.services}`];
  return (own ? own[`${service}.endpoint_url`] : undefined) || found?.endpoint_url || undefined;
}

/** The same, out of the files of this user; without a name, the profile of the environment. */
export async function profileEndpoint(
  profile: string | undefined,
  service: 's3' | 'iam' | 'sts',
): Promise<string | undefined> {
  const { AWS_IGNORE_CONFIGURED_ENDPOINT_URLS, AWS_PROFILE } = process.env;
  if (AWS_IGNORE_CONFIGURED_ENDPOINT_URLS === 'true') return undefined;
  const { configFile } = await loadSharedConfigFiles({ ignoreCache: true });
  return endpointOfProfile(configFile, profile ?? (AWS_PROFILE || 'default'), service);
}
