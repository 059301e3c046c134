import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { documentationRules } from './tidy/documentation-rules.ts';
import { importRules } from './tidy/import-rules.ts';
import { linkRules } from './tidy/link-rules.ts';
import { nameRules } from './tidy/name-rules.ts';
import { projectOf, readRepository } from './tidy/project.ts';
import { printBreaches } from './tidy/rule.ts';
import { sizeRules } from './tidy/size-rules.ts';
import { testRules } from './tidy/test-rules.ts';
import { typeRules } from './tidy/type-rules.ts';

const rules = [
  ...importRules,
  ...sizeRules,
  ...nameRules,
  ...typeRules,
  ...testRules,
  ...documentationRules,
  ...linkRules,
];

describe('the rules of taste', () => {
  const repository = readRepository();
  for (const rule of rules) {
    test(rule.name, () => {
      const breaches = printBreaches(rule.check(repository));
      assert.ok(breaches === '', `Broken: ${rule.name}\n${breaches}`);
    });
  }
});

describe('each rule finds what breaks it', () => {
  for (const rule of rules) {
    test(rule.name, () => {
      assert.ok(rule.bad.length > 0, 'a rule without a bad sample is not known to work');
      for (const sample of rule.bad) {
        const breaches = [...rule.check(projectOf(new Map(Object.entries(sample))))];
        assert.notEqual(breaches.length, 0, `found nothing in ${JSON.stringify(sample)}`);
      }
    });
  }
});
