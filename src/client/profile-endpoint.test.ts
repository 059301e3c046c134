import assert from 'node:assert/strict';
import { test } from 'node:test';
import { endpointOfProfile } from './profile-endpoint.ts';

test('a profile names the endpoint of a service before the one of all', () => {
  const sections = {
    site: { endpoint_url: 'http://all' },
    local: { endpoint_url: 'http://all', services: 'here' },
    off: { endpoint_url: 'http://all', ignore_configured_endpoint_urls: 'true' },
    'services.here': { 's3.endpoint_url': 'http://s3' },
  };
  assert.equal(endpointOfProfile(sections, 'site', 's3'), 'http://all');
  assert.equal(endpointOfProfile(sections, 'local', 's3'), 'http://s3');
  assert.equal(endpointOfProfile(sections, 'local', 'iam'), 'http://all');
  assert.equal(endpointOfProfile(sections, 'off', 's3'), undefined);
  assert.equal(endpointOfProfile(sections, 'missing', 's3'), undefined);
});
