import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { iniSection, withIniSection } from './ini-file.ts';
import type { NewKey } from './new-key.ts';

/** Where a new key is written, all absolute. */
export interface KeyFiles {
  /** `KEY=value` lines, for a service or a container. */
  readonly env: string | undefined;
  /** AWS's own form of a downloaded key. */
  readonly csv: string | undefined;
  readonly profile:
    | {
        readonly name: string;
        readonly credentialsFile: string;
        readonly configFile: string;
        readonly endpoint: string | undefined;
        readonly region: string | undefined;
      }
    | undefined;
}

/** Secrets are for their owner only. */
const secretMode = 0o600;
const folderMode = 0o700;

/**
 * What keeps a key from being written, asked before it is made: its secret can be had only once.
 * @param replace whether another key in these places may be written over
 */
export function keyFileProblems(files: KeyFiles, replace: boolean): string[] {
  const problems: string[] = [];
  const { env, csv } = files;
  if (!replace && csv !== undefined && statSync(csv, { throwIfNoEntry: false }) !== undefined) {
    problems.push(`${csv} is there already; move it away, or name another file`);
  }
  if (!replace && env !== undefined && readText(env).split('\n').some(isKeyLine)) {
    problems.push(`${env} has a key already; name another file`);
  }
  const { profile } = files;
  if (profile === undefined || replace) return problems;
  const old = iniSection(readText(profile.credentialsFile), profile.name);
  if (old !== undefined) {
    problems.push(
      `the profile ${profile.name} is there already in ${profile.credentialsFile}; name another`,
    );
  }
  return problems;
}

/** Writes a key to all its places. @returns the paths; @throws what node:fs throws */
export function writeKeyFiles(
  files: KeyFiles,
  key: NewKey,
  endpoint: string | undefined,
): string[] {
  const written: string[] = [];
  const write = (path: string, text: string) => {
    mkdirSync(dirname(path), { recursive: true, mode: folderMode });
    writeFileSync(path, text, { mode: secretMode });
    written.push(path);
  };
  if (files.env !== undefined) write(files.env, envText(readText(files.env), key, endpoint));
  if (files.csv !== undefined) write(files.csv, csvText(key));
  const { profile } = files;
  if (profile !== undefined) {
    const { name, credentialsFile, configFile, region } = profile;
    const secrets = {
      aws_access_key_id: key.accessKeyId,
      aws_secret_access_key: key.secretAccessKey,
    };
    write(credentialsFile, withIniSection(readText(credentialsFile), name, secrets));
    const settings = {
      ...(region === undefined ? {} : { region }),
      ...(profile.endpoint === undefined ? {} : { endpoint_url: profile.endpoint }),
    };
    if (Object.keys(settings).length > 0) {
      const section = name === 'default' ? name : `profile ${name}`;
      write(configFile, withIniSection(readText(configFile), section, settings));
    }
  }
  return written;
}

function readText(path: string): string {
  return statSync(path, { throwIfNoEntry: false }) === undefined ? '' : readFileSync(path, 'utf8');
}

function isKeyLine(line: string): boolean {
  return /^(export )?AWS_(ACCESS_KEY_ID|SECRET_ACCESS_KEY)=/.test(line);
}

/** The lines of the key; those of other variables stay. */
function envText(old: string, key: NewKey, endpoint: string | undefined): string {
  const lines = old.split('\n').filter((line) => !isKeyLine(line));
  while (lines.at(-1) === '') lines.pop();
  const hasEndpoint = lines.some((line) => /^(export )?AWS_ENDPOINT_URL=/.test(line));
  return [
    ...lines,
    `AWS_ACCESS_KEY_ID=${key.accessKeyId}`,
    `AWS_SECRET_ACCESS_KEY=${key.secretAccessKey}`,
    ...(endpoint === undefined || hasEndpoint ? [] : [`AWS_ENDPOINT_URL=${endpoint}`]),
    '',
  ].join('\n');
}

function csvText({ userName, accessKeyId, secretAccessKey }: NewKey): string {
  return (
    'User name,Access key ID,Secret access key\n' +
    `${userName},${accessKeyId},${secretAccessKey}\n`
  );
}
