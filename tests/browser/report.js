// The results of node's test runner in plain words; the last line is the total.

import { inspect } from 'node:util';

// What Playwright puts into its messages for terminals.
const COLOUR = /\u001b\[\d*m/g;

export default async function* report(events) {
  let passed = 0;
  let failed = 0;
  for await (const { type, data } of events) {
    if (type === 'test:pass' || type === 'test:fail') {
      const ok = type === 'test:pass';
      // A group fails because of a test in it, which is counted there.
      const counts = !isGroup(data);
      if (counts) ok ? passed++ : failed++;
      yield `${'  '.repeat(data.nesting)}${ok ? 'ok' : 'FAILED'}  ${data.name}${took(data)}\n`;
      if (!ok && counts) yield `${reason(data.details.error)}\n`;
    }
    if (type === 'test:stderr' || type === 'test:stdout') yield data.message;
  }
  yield `\n${passed} passed, ${failed} failed\n`;
}

function isGroup({ details }) {
  return details.type === 'suite' || details.error?.failureType === 'subtestsFailed';
}

function took({ details }) {
  return details.duration_ms > 1000 ? ` (${(details.duration_ms / 1000).toFixed(1)} s)` : '';
}

function reason(error) {
  const cause = error?.cause ?? error;
  const text = cause?.code === 'ERR_ASSERTION' ? cause.message : cause?.stack ?? inspect(cause);
  return text.replaceAll(COLOUR, '');
}
