import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Family, labels, lasting, merged, printFamilies } from './family.ts';
import { Histogram } from './histogram.ts';

const counter = (samples: Readonly<Record<string, number>>): Family => ({
  name: 'requests_total',
  help: 'Requests.',
  kind: 'counter',
  samples: new Map(Object.entries(samples)),
});

test('families of several processes are added up by their labels', () => {
  const both = merged([[counter({ '{a="1"}': 2, '{a="2"}': 1 })], [counter({ '{a="1"}': 3 })]]);
  assert.deepEqual(both, [counter({ '{a="1"}': 5, '{a="2"}': 1 })]);
});

test('of a process that has ended the counters stay and the gauges go', () => {
  const gauge = { ...counter({ '': 7 }), kind: 'gauge' as const };
  assert.deepEqual(lasting([counter({ '': 1 }), gauge]), [counter({ '': 1 })]);
});

test('values of labels cannot break out of their quotes', () => {
  assert.equal(labels({ a: 'x"} 1\n\\' }), '{a="x\\"} 1\\n\\\\"}');
});

test('a histogram is cumulative, and what is beyond all bounds counts in +Inf', () => {
  const histogram = new Histogram();
  for (const seconds of [0, 0.001, 0.002, 99]) histogram.observe(seconds);
  const text = printFamilies([
    { name: 't', help: 'T.', kind: 'histogram', samples: new Map(histogram.samples({ s: 'x' })) },
  ]);
  assert.match(text, /^# HELP t T\.\n# TYPE t histogram\nt_bucket\{s="x",le="0\.001"\} 2\n/);
  assert.match(text, /\nt_bucket\{s="x",le="0\.0025"\} 3\n/);
  assert.match(text, /\nt_bucket\{s="x",le="30"\} 3\nt_bucket\{s="x",le="\+Inf"\} 4\n/);
  assert.match(text, /\nt_sum\{s="x"\} 99\.003\nt_count\{s="x"\} 4\n$/);
});
