import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { environmentCredentials, environmentEndpoint, s3Client } from './connection.ts';

const key = { AWS_ACCESS_KEY_ID: 'AKIA', AWS_SECRET_ACCESS_KEY: 's' };
const nowhere = { endpoint: undefined, region: 'eu-west-1', profile: undefined };
const credentials = { accessKeyId: 'AKIA', secretAccessKey: 's' };

describe('a connection', () => {
  test('takes a key of the environment whole or not at all', () => {
    assert.equal(environmentCredentials({ AWS_ACCESS_KEY_ID: 'AKIA' }), undefined);
    assert.equal(environmentCredentials({ ...key, AWS_SECRET_ACCESS_KEY: '' }), undefined);
    const given = environmentCredentials({ ...key, AWS_SESSION_TOKEN: 't' });
    assert.deepEqual(given, { ...credentials, sessionToken: 't' });
  });

  test('finds the endpoint of its service before the one of all', () => {
    const both = { AWS_ENDPOINT_URL: 'http://all', AWS_ENDPOINT_URL_IAM: 'http://iam' };
    assert.equal(environmentEndpoint(both, 'IAM'), 'http://iam');
    assert.equal(environmentEndpoint(both, 'S3'), 'http://all');
    const ignored = { ...both, AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' };
    assert.equal(environmentEndpoint(ignored, 'S3'), undefined);
  });

  test('addresses buckets by path at an endpoint that was named, and by host at AWS', async () => {
    const isPathStyle = async (endpoint: string | undefined, pathStyle?: boolean) => {
      const connection = { ...nowhere, credentials, endpoint, pathStyle };
      const client = await s3Client(connection);
      const { forcePathStyle } = client.config;
      client.destroy();
      return forcePathStyle === true;
    };
    assert.equal(await isPathStyle('http://127.0.0.1:9000'), true);
    assert.equal(await isPathStyle('http://127.0.0.1:9000', false), false);
    assert.equal(await isPathStyle(undefined), false);
    assert.equal(await isPathStyle(undefined, true), true);
  });
});
